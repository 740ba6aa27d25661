<?php
/**
 * Asks the service for its profiles: the test of the connection, and the choices in the settings.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

/**
 * Register POST copydesk/v1/connection, for those who may change the settings.
 */
function register_connection_route(): void {
	$text = array(
		'type'    => 'string',
		'default' => '',
	);
	register_rest_route(
		'copydesk/v1',
		'/connection',
		array(
			'methods'             => \WP_REST_Server::CREATABLE,
			'callback'            => __NAMESPACE__ . '\test_connection',
			'permission_callback' => __NAMESPACE__ . '\may_test',
			'args'                => array(
				'url'     => $text,
				'key'     => $text,
				'network' => array(
					'type'    => 'boolean',
					'default' => false,
				),
			),
		)
	);
}

/**
 * Allow those who may change the settings, of the site or of the network.
 *
 * @param \WP_REST_Request $request The request.
 */
function may_test( \WP_REST_Request $request ): bool {
	return current_user_can( $request['network'] ? 'manage_network_options' : 'manage_options' );
}

/**
 * Ask a service for its profiles with the values in the form, which may not be stored yet.
 *
 * Without a key in the form the stored one is sent, but only to the address that it was stored for.
 *
 * @param \WP_REST_Request $request The request.
 * @return \WP_REST_Response|\WP_Error
 */
function test_connection( \WP_REST_Request $request ) {
	$stored = $request['network'] ? stored_for_the_network() : settings();
	$url    = untrailingslashit( trim( $request['url'] ) );
	if ( '' === origin( $url ) || network_sets_service() && ! $request['network'] ) {
		$url = $stored['url'];
	}
	$key = trim( $request['key'] );
	if ( key_is_constant() ) {
		$key = api_key();
	} elseif ( '' === $key && origin( $url ) === origin( $stored['url'] ) ) {
		$key = $stored['key'];
	}
	$answer = call_service( 'GET', '/v1/profiles', null, array_merge( $stored, compact( 'url', 'key' ) ) );
	if ( is_array( $answer ) && ! is_array( $answer['profiles'] ?? null ) ) {
		$answer = not_copydesk();
	}
	if ( is_wp_error( $answer ) ) {
		return $answer;
	}
	return new \WP_REST_Response( array( 'profiles' => choices( $answer['profiles'], $key ) ) );
}

/**
 * Return what forms show of the service's profiles.
 *
 * @param array  $profiles As the service describes them.
 * @param string $key      The key that was sent to it.
 */
function choices( array $profiles, string $key ): array {
	return array_values( array_filter( array_map( fn( $profile ): ?array => profile_choice( $profile, $key ), $profiles ) ) );
}

/**
 * Return what the form shows of a profile, or null if it has no usable name.
 *
 * @param mixed  $profile As the service describes it.
 * @param string $key     The key that was sent to it.
 */
function profile_choice( $profile, string $key ): ?array {
	if ( ! is_array( $profile ) || ! is_string( $profile['name'] ?? null ) || ! is_profile_name( $profile['name'] ) ) {
		return null;
	}
	return array(
		'name'        => $profile['name'],
		'description' => line( $profile['description'] ?? '', $key ),
		'reference'   => line( $profile['reference'] ?? '', $key ),
	);
}
