<?php
/**
 * What editors decided about prompts: dismissed, or wrong. Kept with the post, one row of its meta data for each.
 *
 * A verdict contains ids and positions, and no words of the post.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

const VERDICT       = '_copydesk_verdict';
const MOST_VERDICTS = 500;

/** A regular expression without delimiters, as the arguments of a route want it. */
const RULE_NAME = '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z';

/**
 * Return whether a text can be the name of a rule, a scorer or an error.
 *
 * @param string $name The text.
 */
function is_rule_name( string $name ): bool {
	return 1 === preg_match( '/' . RULE_NAME . '/', $name );
}

/**
 * Return a post's verdicts, oldest first.
 *
 * @param int $post The post's id.
 * @return array[] Each with id, rule, verdict, start, end, document, by and at.
 */
function verdicts( int $post ): array {
	return array_values( array_filter( (array) get_post_meta( $post, VERDICT ), 'is_array' ) );
}

/**
 * Register POST copydesk/v1/verdict.
 */
function register_verdict_route(): void {
	$offset = array(
		'type'     => 'integer',
		'minimum'  => 0,
		'required' => true,
	);
	register_rest_route(
		'copydesk/v1',
		'/verdict',
		array(
			'methods'             => \WP_REST_Server::CREATABLE,
			'callback'            => __NAMESPACE__ . '\decide',
			'permission_callback' => __NAMESPACE__ . '\may_score',
			'args'                => array(
				'post'     => post_argument(),
				'id'       => array(
					'type'     => 'string',
					'pattern'  => '^[0-9a-f]{16}\z',
					'required' => true,
				),
				'rule'     => array(
					'type'     => 'string',
					'pattern'  => RULE_NAME,
					'required' => true,
				),
				'verdict'  => array(
					'type'     => 'string',
					'enum'     => array( 'dismissed', 'wrong', 'open' ),
					'required' => true,
				),
				'start'    => $offset,
				'end'      => $offset,
				'document' => array(
					'type'     => 'string',
					'pattern'  => '^[0-9a-f]{64}\z',
					'required' => true,
				),
			),
		)
	);
}

/**
 * Store a verdict in place of an earlier one about the same prompt. "open" removes it.
 *
 * @param \WP_REST_Request $request The request, checked against the route's arguments.
 * @return \WP_REST_Response|\WP_Error
 */
function decide( \WP_REST_Request $request ) {
	$post    = (int) $request['post'];
	$before  = verdicts( $post );
	$earlier = array_filter( $before, fn( array $one ): bool => $one['id'] === $request['id'] );
	if ( 'open' !== $request['verdict'] && count( $before ) - count( $earlier ) >= MOST_VERDICTS ) {
		/* translators: %d: a number */
		return trouble( 'too_many_verdicts', sprintf( __( 'A post cannot keep more than %d dismissed prompts.', 'copydesk' ), MOST_VERDICTS ) );
	}
	foreach ( $earlier as $one ) {
		delete_post_meta( $post, VERDICT, $one );
	}
	$verdict = array(
		'id'       => $request['id'],
		'rule'     => $request['rule'],
		'verdict'  => $request['verdict'],
		'start'    => (int) $request['start'],
		'end'      => (int) $request['end'],
		'document' => $request['document'],
		'by'       => get_current_user_id(),
		'at'       => time(),
	);
	if ( 'open' !== $verdict['verdict'] ) {
		add_post_meta( $post, VERDICT, $verdict );
	}
	count_open( $post );

	/**
	 * Fires after an editor has dismissed a prompt, called it wrong, or opened it again.
	 *
	 * @param int   $post    The post's id.
	 * @param array $verdict Its rule, position and the verdict: dismissed, wrong or open.
	 */
	do_action( 'copydesk_verdict', $post, $verdict );
	return new \WP_REST_Response( array( 'verdict' => $verdict['verdict'] ) );
}
