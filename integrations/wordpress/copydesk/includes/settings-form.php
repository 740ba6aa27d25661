<?php
/**
 * Validates the form. An invalid value is reported, and the setting is not changed.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

/**
 * Return the site's settings to store.
 *
 * @param mixed $given What the form sent.
 */
function sanitize_settings( $given ): array {
	$before = own_settings();
	$given  = is_array( $given ) ? $given : array();
	return array_merge(
		sanitize_service( $given, $before ),
		array(
			'types'   => sanitize_choices( $given['types'] ?? $before['types'], array_keys( possible_types() ) ),
			'roles'   => sanitize_choices( $given['roles'] ?? $before['roles'], array_keys( wp_roles()->get_names() ) ),
			'on_save' => (bool) ( $given['on_save'] ?? $before['on_save'] ),
		)
	);
}

/**
 * Return the settings for the service to store.
 *
 * An empty key keeps the stored one, because the form never shows it. A stored key is removed if
 * the address changes to another server, because it was meant for the previous one.
 *
 * @param array $given  What the form sent.
 * @param array $before What is stored.
 */
function sanitize_service( array $given, array $before ): array {
	$after = array(
		'url'     => sanitize_url_setting( $given['url'] ?? $before['url'], $before['url'] ),
		'profile' => sanitize_profile( $given['profile'] ?? $before['profile'], $before['profile'] ),
		'seconds' => sanitize_seconds( $given['seconds'] ?? $before['seconds'] ),
	);
	return array_merge( $after, array( 'key' => sanitize_key_setting( $given, $before, $after['url'] ) ) );
}

/**
 * Return those of the given choices that exist.
 *
 * @param mixed    $given    What the form sent.
 * @param string[] $possible The choices.
 * @return string[]
 */
function sanitize_choices( $given, array $possible ): array {
	return array_values( array_intersect( $possible, array_filter( (array) $given, 'is_string' ) ) );
}

/**
 * Return the address without its trailing slash, or the stored one if it is invalid.
 *
 * @param mixed  $given  What the form sent.
 * @param string $before What is stored.
 */
function sanitize_url_setting( $given, string $before ): string {
	$url   = is_string( $given ) ? untrailingslashit( trim( $given ) ) : '';
	$parts = wp_parse_url( $url );
	if ( '' === $url ) {
		return '';
	}
	$extra = is_array( $parts ) ? array_intersect_key( $parts, array_flip( array( 'user', 'pass', 'query', 'fragment' ) ) ) : array();
	if ( '' === origin( $url ) || $extra || esc_url_raw( $url, array( 'http', 'https' ) ) !== $url ) {
		complain( 'url', __( 'The address must be like https://copydesk.example.org, without a user, a question mark or a number sign. It was left as it was.', 'copydesk' ) );
		return $before;
	}
	return $url;
}

/**
 * Return the key to store.
 *
 * @param array  $given  What the form sent.
 * @param array  $before What is stored.
 * @param string $url    The address that will be stored.
 */
function sanitize_key_setting( array $given, array $before, string $url ): string {
	$key = is_string( $given['key'] ?? null ) ? trim( $given['key'] ) : '';
	if ( '' !== $key && preg_match( '/^[\x21-\x7e]{1,512}$/', $key ) ) {
		return $key;
	}
	if ( '' !== $key ) {
		complain( 'key', __( 'A key cannot contain spaces or special characters. The key was not changed.', 'copydesk' ) );
	}
	if ( ! empty( $given['forget'] ) ) {
		return '';
	}
	if ( '' !== $before['key'] && origin( $url ) !== origin( $before['url'] ) ) {
		complain( 'key', __( 'The stored key belonged to the previous server and was removed. Enter the key for the new server.', 'copydesk' ) );
		return '';
	}
	return $before['key'];
}

/**
 * Return the profile's name, or the stored one if it is invalid.
 *
 * @param mixed  $given  What the form sent.
 * @param string $before What is stored.
 */
function sanitize_profile( $given, string $before ): string {
	$name = is_string( $given ) ? trim( $given ) : '';
	if ( '' === $name ) {
		return DEFAULTS['profile'];
	}
	if ( ! is_profile_name( $name ) ) {
		complain( 'profile', __( 'A profile’s name consists of letters, digits, periods and hyphens. The profile was not changed.', 'copydesk' ) );
		return $before;
	}
	return $name;
}

/**
 * Return whole seconds from 1 to 60.
 *
 * @param mixed $given What the form sent.
 */
function sanitize_seconds( $given ): int {
	return max( 1, min( 60, is_numeric( $given ) ? (int) $given : DEFAULTS['seconds'] ) );
}

/**
 * Show on the page which value was rejected.
 *
 * @param string $field The setting.
 * @param string $why   Why it was rejected.
 */
function complain( string $field, string $why ): void {
	if ( function_exists( 'add_settings_error' ) ) {
		add_settings_error( OPTION, "copydesk_$field", $why );
	}
}
