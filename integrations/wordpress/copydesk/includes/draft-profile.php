<?php
/**
 * The profile that a post is scored against: the one chosen for it in the editor, or the site's.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

/** The name of the profile chosen for a post. Without it, the post has the site's. */
const PROFILE = '_copydesk_profile';

/** For an hour, the service's profiles. */
const PROFILES = 'copydesk_profiles';

/**
 * Return the name of the profile for a post. One that the service no longer has is ignored.
 *
 * @param int $post The post's id.
 */
function profile_of( int $post ): string {
	$chosen = get_post_meta( $post, PROFILE, true );
	if ( ! is_string( $chosen ) || ! is_profile_name( $chosen ) ) {
		return settings()['profile'];
	}
	$known = array_column( offered_profiles(), 'name' );
	return ! $known || in_array( $chosen, $known, true ) ? $chosen : settings()['profile'];
}

/**
 * Return the service's profiles, or none if it does not answer. They are requested once an hour, or after five minutes
 * if that failed.
 *
 * @return array[] Each with name, description and reference.
 */
function offered_profiles(): array {
	$of   = md5( settings()['url'] );
	$kept = get_transient( PROFILES );
	if ( ! is_array( $kept ) || $of !== $kept['of'] ) {
		$answer = call( 'GET', '/v1/profiles' );
		$found  = is_array( $answer ) && is_array( $answer['profiles'] ?? null ) ? choices( $answer['profiles'], api_key() ) : array();
		$kept   = array(
			'of'       => $of,
			'profiles' => $found,
		);
		set_transient( PROFILES, $kept, $found ? HOUR_IN_SECONDS : 5 * MINUTE_IN_SECONDS );
	}
	return $kept['profiles'];
}

/**
 * Register POST copydesk/v1/profile.
 */
function register_profile_route(): void {
	register_rest_route(
		'copydesk/v1',
		'/profile',
		array(
			'methods'             => \WP_REST_Server::CREATABLE,
			'callback'            => __NAMESPACE__ . '\choose_profile',
			'permission_callback' => __NAMESPACE__ . '\may_score',
			'args'                => array(
				'post'    => post_argument(),
				'profile' => array(
					'type'     => 'string',
					'pattern'  => PROFILE_NAME,
					'required' => true,
				),
			),
		)
	);
}

/**
 * Keep the profile chosen for a post. The site's own is not kept, so that the post follows the settings.
 *
 * @param \WP_REST_Request $request The request, checked against the route's arguments.
 */
function choose_profile( \WP_REST_Request $request ): \WP_REST_Response {
	$post = (int) $request['post'];
	if ( settings()['profile'] === $request['profile'] ) {
		delete_post_meta( $post, PROFILE );
	} else {
		update_post_meta( $post, PROFILE, $request['profile'] );
	}
	$stored = get_post( $post );
	if ( $stored ) {
		plan( $post, $stored ); // The figures in the list are about the other profile.
	}
	return new \WP_REST_Response( array( 'profile' => profile_of( $post ) ) );
}
