<?php
/**
 * The errors that can occur when calling the service, with messages for the user.
 *
 * All have the status 424 (Failed Dependency). Proxies replace a 502 or 504 with their own pages,
 * and a 401 would refer to the user's WordPress login.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

/**
 * Return an error.
 *
 * @param string $code    Its name.
 * @param string $message What happened.
 * @param array  $more    Further data for the sidebar.
 */
function trouble( string $code, string $message, array $more = array() ): \WP_Error {
	return new \WP_Error( "copydesk_$code", $message, array_merge( array( 'status' => 424 ), $more ) );
}

/** No address is set. */
function not_configured(): \WP_Error {
	return trouble( 'not_configured', __( 'The address of the copydesk service is not set. An administrator can set it under Settings → copydesk.', 'copydesk' ) );
}

/** No connection. */
function unreachable(): \WP_Error {
	return trouble( 'unreachable', __( 'The copydesk service cannot be reached.', 'copydesk' ) );
}

/**
 * No answer in time.
 *
 * @param int $seconds How long the plugin waited.
 */
function slow( int $seconds ): \WP_Error {
	/* translators: %d: number of seconds */
	$words = _n( 'The copydesk service did not answer within %d second.', 'The copydesk service did not answer within %d seconds.', $seconds, 'copydesk' );
	return trouble( 'slow', sprintf( $words, $seconds ) );
}

/** A different service answers at the address. */
function not_copydesk(): \WP_Error {
	return trouble( 'not_copydesk', __( 'The server at the address in the settings is not a copydesk service.', 'copydesk' ) );
}

/**
 * The service answered with a problem (RFC 9457).
 *
 * @param array  $answer  The answer, as WordPress's HTTP functions give it.
 * @param array  $problem Its body.
 * @param string $key     The key that was sent, which the answer may repeat.
 */
function refused( array $answer, array $problem, string $key ): \WP_Error {
	$status = (int) wp_remote_retrieve_response_code( $answer );
	$words  = refusal( $status );
	$retry  = wp_remote_retrieve_header( $answer, 'retry-after' );
	$more   = array(
		'service_status' => $status,
		'kind'           => str_replace( 'urn:copydesk:problem:', '', line( $problem['type'] ?? '', $key ) ),
		'detail'         => line( $problem['detail'] ?? $problem['title'] ?? '', $key ),
		'request_id'     => $status >= 500 ? line( $problem['request_id'] ?? '', $key ) : '',
		'retry_after'    => is_string( $retry ) && ctype_digit( $retry ) ? (int) $retry : null,
	);
	return trouble( 'refused', $words, $more );
}

/**
 * Return a message for a status.
 *
 * @param int $status The status of the service's answer.
 */
function refusal( int $status ): string {
	if ( 401 === $status || 403 === $status ) {
		return __( 'The copydesk service requires a valid API key. Check the settings.', 'copydesk' );
	}
	if ( 429 === $status || 503 === $status ) {
		return __( 'The copydesk service cannot accept more work at the moment.', 'copydesk' );
	}
	if ( 413 === $status || 422 === $status ) {
		return __( 'The copydesk service cannot score this draft.', 'copydesk' );
	}
	/* translators: %d: an HTTP status */
	return sprintf( __( 'The copydesk service answered with an error (%d).', 'copydesk' ), $status );
}

/**
 * Return text from another server as one short line of plain text, without the key.
 *
 * @param mixed  $text What it sent.
 * @param string $key  The key that was sent to it.
 */
function line( $text, string $key = '' ): string {
	if ( ! is_string( $text ) ) {
		return '';
	}
	$safe = '' === $key ? $text : str_replace( $key, '…', $text );
	return wp_html_excerpt( sanitize_text_field( $safe ), 300, '…' );
}
