<?php
/**
 * The route through which the sidebar reaches the service: POST copydesk/v1/score.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

/**
 * The argument of a route that names a post.
 *
 * @return array<string, mixed>
 */
function post_argument(): array {
	return array(
		'type'     => 'integer',
		'minimum'  => 1,
		'required' => true,
	);
}

/**
 * Register the route. WordPress checks the nonce before it accepts a cookie as a login.
 */
function register_route(): void {
	register_rest_route(
		'copydesk/v1',
		'/score',
		array(
			'methods'             => \WP_REST_Server::CREATABLE,
			'callback'            => __NAMESPACE__ . '\answer',
			'permission_callback' => __NAMESPACE__ . '\may_score',
			'args'                => array(
				'post'     => post_argument(),
				'title'    => array(
					'type'    => 'string',
					'default' => '',
				),
				'content'  => array(
					'type'     => 'string',
					'required' => true,
				),
				'language' => array(
					'type' => 'string',
					'enum' => array( 'en' ),
				),
			),
		)
	);
}

/**
 * Allow users who have one of the chosen roles and may edit this post. For that, WordPress also requires edit_posts.
 *
 * @param \WP_REST_Request $request The request.
 */
function may_score( \WP_REST_Request $request ): bool {
	return may_use( (int) $request['post'] );
}

/**
 * Return the report, or an error.
 *
 * @param \WP_REST_Request $request The request, checked against the route's arguments.
 * @return \WP_REST_Response|\WP_Error
 */
function answer( \WP_REST_Request $request ) {
	$article = article( (int) $request['post'], $request['title'], $request['content'] );
	if ( isset( $request['language'] ) ) {
		$article['language'] = $request['language'];
	}
	if ( 'en_US' !== get_user_locale() ) {
		$article['templates'] = true; // For assets/translate.js.
	}
	$report = score( $article );
	if ( is_wp_error( $report ) ) {
		return $report;
	}
	unset( $report['document']['text'] ); // The browser has it already.
	return new \WP_REST_Response(
		array(
			'report'   => with_verdicts( $report, (int) $request['post'] ),
			'seeds'    => (object) seeds( $article['profile'] ?? DEFAULTS['profile'] ),
			'profile'  => $article['profile'] ?? DEFAULTS['profile'],
			'profiles' => offered_profiles(),
			'standard' => settings()['profile'],
		)
	);
}

/**
 * Return the body of a request to the service.
 *
 * @param int    $post    The post's id.
 * @param string $title   Its title.
 * @param string $content Its text, in the editor's format.
 */
function article( int $post, string $title, string $content ): array {
	$article = array(
		'html'      => readable( $content ),
		'title'     => $title,
		'profile'   => profile_of( $post ),
		'selectors' => true,
		'prompts'   => true,
	);

	/**
	 * Filters what is sent to the service, for example to choose a profile by the post's category.
	 *
	 * @param array $article The body of the service's POST /v1/score.
	 * @param int   $post    The post's id.
	 */
	return (array) apply_filters( 'copydesk_article', $article, $post );
}
