<?php
/**
 * The administrator's settings in one option: the service, who uses the plugin for what, and when posts are scored.
 *
 * They are one array so that WordPress's list of all options does not show the key either.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

const OPTION   = 'copydesk_settings';
const DEFAULTS = array(
	'url'     => '',
	'key'     => '',
	'profile' => 'default',
	'seconds' => 15,
	'types'   => array( 'post', 'page' ),
	'roles'   => array(), // Empty: every role that may edit the post.
	'on_save' => false,
);

/** A regular expression without delimiters, as the arguments of a route want it. */
const PROFILE_NAME = '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z';

/** The settings that a network can make for all its sites. */
const SERVICE_SETTINGS = array( 'url', 'key', 'profile', 'seconds' );

/**
 * Return whether a text can be the name of a profile.
 *
 * @param string $name The text.
 */
function is_profile_name( string $name ): bool {
	return 1 === preg_match( '/' . PROFILE_NAME . '/', $name );
}

/**
 * Return the settings that are in force: the network's for the service if it makes them, and the site's.
 */
function settings(): array {
	return array_merge( own_settings(), network_service() );
}

/**
 * Return the site's own settings.
 */
function own_settings(): array {
	$stored = get_option( OPTION, array() );
	$known  = array_intersect_key( is_array( $stored ) ? $stored : array(), DEFAULTS );
	return array_merge( DEFAULTS, $known );
}

/**
 * Return the API key: the constant COPYDESK_API_KEY from wp-config.php, or else the stored key.
 */
function api_key(): string {
	return key_is_constant() ? (string) COPYDESK_API_KEY : (string) settings()['key'];
}

/**
 * Return whether wp-config.php sets the key, so that the database does not need it.
 */
function key_is_constant(): bool {
	return defined( 'COPYDESK_API_KEY' ) && '' !== (string) COPYDESK_API_KEY;
}

/**
 * Return scheme, host and port of an address: the server that may get the key.
 *
 * @param string $url An address.
 */
function origin( string $url ): string {
	$parts = wp_parse_url( $url );
	$ports = array(
		'http'  => 80,
		'https' => 443,
	);
	if ( ! is_array( $parts ) || empty( $parts['host'] ) || ! isset( $ports[ $parts['scheme'] ?? '' ] ) ) {
		return '';
	}
	$port = $parts['port'] ?? $ports[ $parts['scheme'] ];
	return strtolower( "{$parts['scheme']}://{$parts['host']}:{$port}" );
}
