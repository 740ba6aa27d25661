<?php
/**
 * What an administrator sets, in one option: where the service is, its key, the yardstick, the patience.
 *
 * One array, so that WordPress's own list of all options does not show the key either.
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
);

/**
 * Return the settings, each as a string but the seconds that an answer may take.
 */
function settings(): array {
	$stored = get_option( OPTION, array() );
	$known  = array_intersect_key( is_array( $stored ) ? $stored : array(), DEFAULTS );
	return array_merge( DEFAULTS, $known );
}

/**
 * Return the API key: the constant COPYDESK_API_KEY of wp-config.php, or else the stored one.
 */
function api_key(): string {
	return key_is_constant() ? (string) COPYDESK_API_KEY : (string) settings()['key'];
}

/**
 * Return whether wp-config.php has the key, so that it is not in the database.
 */
function key_is_constant(): bool {
	return defined( 'COPYDESK_API_KEY' ) && '' !== (string) COPYDESK_API_KEY;
}

/**
 * Return scheme, host and port of an address: whom a key is given to.
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
