<?php
/**
 * The route through which the sidebar reaches the service: POST copydesk/v1/score.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

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
				'post'     => array(
					'type'     => 'integer',
					'minimum'  => 1,
					'required' => true,
				),
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
 * Allow users who may edit this post. For that, WordPress also requires edit_posts.
 *
 * @param \WP_REST_Request $request The request.
 */
function may_score( \WP_REST_Request $request ): bool {
	return current_user_can( 'edit_post', (int) $request['post'] );
}

/**
 * Return the report, or an error.
 *
 * @param \WP_REST_Request $request The request, checked against the route's arguments.
 * @return \WP_REST_Response|\WP_Error
 */
function answer( \WP_REST_Request $request ) {
	$article = array(
		'html'      => readable( $request['content'] ),
		'title'     => $request['title'],
		'profile'   => settings()['profile'],
		'selectors' => true,
	);
	if ( isset( $request['language'] ) ) {
		$article['language'] = $request['language'];
	}
	$report = score( $article );
	if ( is_wp_error( $report ) ) {
		return $report;
	}
	unset( $report['document']['text'] ); // The browser has it already.
	return new \WP_REST_Response(
		array(
			'report' => $report,
			'seeds'  => (object) seeds(),
		)
	);
}
