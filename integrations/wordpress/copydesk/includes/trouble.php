<?php
/**
 * What can go wrong with the service, each in words for the person at the editor.
 *
 * All have the status 424 (Failed Dependency): proxies put pages of their own in place of a 502 or
 * 504, and a 401 would speak about the person's login here.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

/**
 * Return a trouble.
 *
 * @param string $code    Its name.
 * @param string $message What happened.
 * @param array  $more    What else the sidebar should know.
 */
function trouble( string $code, string $message, array $more = array() ): \WP_Error {
	return new \WP_Error( "copydesk_$code", $message, array_merge( array( 'status' => 424 ), $more ) );
}

/** There is no address yet. */
function not_configured(): \WP_Error {
	return trouble( 'not_configured', __( 'No address of a copydesk service is set. An administrator can set it under Settings → copydesk.', 'copydesk' ) );
}

/** No connection. */
function unreachable(): \WP_Error {
	return trouble( 'unreachable', __( 'The copydesk service cannot be reached.', 'copydesk' ) );
}

/**
 * No answer in time.
 *
 * @param int $seconds How long was waited.
 */
function slow( int $seconds ): \WP_Error {
	/* translators: %d: number of seconds */
	$words = _n( 'The copydesk service has not answered within %d second.', 'The copydesk service has not answered within %d seconds.', $seconds, 'copydesk' );
	return trouble( 'slow', sprintf( $words, $seconds ) );
}

/** Something else answers at the address. */
function not_copydesk(): \WP_Error {
	return trouble( 'not_copydesk', __( 'What answers at the address in the settings is not a copydesk service.', 'copydesk' ) );
}

/**
 * The service answered with a problem (RFC 9457).
 *
 * @param array $answer  The answer, as WordPress's HTTP functions give it.
 * @param array $problem Its body.
 */
function refused( array $answer, array $problem ): \WP_Error {
	$status = (int) wp_remote_retrieve_response_code( $answer );
	$words  = refusal( $status );
	$retry  = wp_remote_retrieve_header( $answer, 'retry-after' );
	$more   = array(
		'service_status' => $status,
		'kind'           => str_replace( 'urn:copydesk:problem:', '', line( $problem['type'] ?? '' ) ),
		'detail'         => line( $problem['detail'] ?? $problem['title'] ?? '' ),
		'request_id'     => $status >= 500 ? line( $problem['request_id'] ?? '' ) : '',
		'retry_after'    => is_string( $retry ) && ctype_digit( $retry ) ? (int) $retry : null,
	);
	return trouble( 'refused', $words, $more );
}

/**
 * Say what a status means.
 *
 * @param int $status Of the service's answer.
 */
function refusal( int $status ): string {
	if ( 401 === $status || 403 === $status ) {
		return __( 'The copydesk service does not accept the API key in the settings, or wants one.', 'copydesk' );
	}
	if ( 429 === $status || 503 === $status ) {
		return __( 'The copydesk service takes no more work at the moment.', 'copydesk' );
	}
	if ( 413 === $status || 422 === $status ) {
		return __( 'The copydesk service cannot read this draft.', 'copydesk' );
	}
	/* translators: %d: an HTTP status */
	return sprintf( __( 'The copydesk service answered with an error (%d).', 'copydesk' ), $status );
}

/**
 * Return one line of plain text, not too long, of what another server sent, without the key.
 *
 * @param mixed $text What it sent.
 */
function line( $text ): string {
	if ( ! is_string( $text ) ) {
		return '';
	}
	$safe = '' === api_key() ? $text : str_replace( api_key(), '…', $text );
	return wp_html_excerpt( sanitize_text_field( $safe ), 300, '…' );
}
