<?php
/**
 * Calls the service from this server, so that the key never reaches a browser.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

const LARGEST_ANSWER = 8 * MB_IN_BYTES;

/**
 * Request the report on an article from the service.
 *
 * @param array $article The body for the service's POST /v1/score.
 * @return array|\WP_Error The report, or an error with a message for the user.
 */
function score( array $article ) {
	$report = call( 'POST', '/v1/score', $article );
	if ( is_array( $report ) && ! is_array( $report['scores'] ?? null ) ) {
		return not_copydesk();
	}
	return $report;
}

/**
 * Call the service that is set.
 *
 * @param string     $method GET or POST.
 * @param string     $path   Below the service's address.
 * @param array|null $body   Sent as JSON.
 * @return array|\WP_Error The decoded answer.
 */
function call( string $method, string $path, ?array $body = null ) {
	return call_service( $method, $path, $body, array_merge( settings(), array( 'key' => api_key() ) ) );
}

/**
 * Call a service.
 *
 * @param string     $method   GET or POST.
 * @param string     $path     Below the service's address.
 * @param array|null $body     Sent as JSON.
 * @param array      $settings Its address, the key, and the seconds to wait.
 * @return array|\WP_Error The decoded answer.
 */
function call_service( string $method, string $path, ?array $body, array $settings ) {
	if ( '' === $settings['url'] ) {
		return not_configured();
	}
	$headers = array( 'Accept' => 'application/json' );
	if ( '' !== $settings['key'] ) {
		$headers['Authorization'] = 'Bearer ' . $settings['key'];
	}
	if ( null !== $body ) {
		$headers['Content-Type'] = 'application/json';
	}
	$began  = microtime( true );
	$answer = wp_remote_request(
		$settings['url'] . $path,
		array(
			'method'              => $method,
			'headers'             => $headers,
			'body'                => null === $body ? null : wp_json_encode( $body ),
			'timeout'             => $settings['seconds'],
			'redirection'         => 0, // The key must not be sent to another server.
			'limit_response_size' => LARGEST_ANSWER,
			'user-agent'          => 'copydesk-wordpress/' . VERSION, // WordPress's default contains the site's address.
		)
	);
	if ( is_wp_error( $answer ) ) {
		return microtime( true ) - $began >= $settings['seconds'] ? slow( $settings['seconds'] ) : unreachable();
	}
	$decoded = json_decode( wp_remote_retrieve_body( $answer ), true );
	if ( 200 !== wp_remote_retrieve_response_code( $answer ) ) {
		return refused( $answer, is_array( $decoded ) ? $decoded : array(), $settings['key'] );
	}
	return is_array( $decoded ) ? $decoded : not_copydesk();
}
