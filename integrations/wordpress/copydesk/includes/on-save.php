<?php
/**
 * Scores posts in the background after they are saved. Saving never waits for it.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

const EVENT = 'copydesk_score_post';

/** Seconds to wait before each further try, when the service cannot answer. */
const RETRIES = array( 60, 300, 1800 );

/**
 * Plan to score a post that was saved. Of several plans for the same post, WordPress keeps one.
 *
 * @param int      $id   The post's id.
 * @param \WP_Post $post The post.
 */
function plan( int $id, \WP_Post $post ): void {
	$wanted = settings()['on_save'] && '' !== settings()['url'] && in_array( $post->post_type, post_types(), true )
		&& in_array( $post->post_status, STATUSES, true ); // Revisions and autosaves have the status inherit.

	/**
	 * Filters whether a post is scored in the background after it was saved.
	 *
	 * @param bool     $wanted Whether the settings say so.
	 * @param \WP_Post $post   The post.
	 */
	if ( apply_filters( 'copydesk_score_on_save', $wanted, $post ) ) {
		wp_schedule_single_event( time(), EVENT, array( $id, 0 ) );
	}
}

/**
 * Score a post as it is stored now, and try again later if the service cannot answer.
 *
 * @param int $id    The post's id.
 * @param int $tries How often it was tried before.
 */
function score_in_background( int $id, int $tries = 0 ): void {
	$result = score_post( $id );
	if ( ! is_wp_error( $result ) || ! isset( RETRIES[ $tries ] ) || ! is_passing( $result ) ) {
		return;
	}
	wp_schedule_single_event( time() + RETRIES[ $tries ], EVENT, array( $id, $tries + 1 ) );
}

/**
 * Score a post as it is stored and keep the figures.
 *
 * @param int  $id    The post's id.
 * @param bool $again Score it even if this version has been scored.
 * @return array|\WP_Error The figures, or why there are none.
 */
function score_post( int $id, bool $again = false ) {
	$post = get_post( $id );
	if ( ! $post ) {
		return trouble( 'no_post', __( 'There is no such post.', 'copydesk' ) );
	}
	$article = article( $id, $post->post_title, $post->post_content );
	$version = digest( 'version ' . VERSION . ' ' . settings()['url'] . ' ' . wp_json_encode( $article ) );
	$kept    = figures( $id );
	if ( $kept && $version === $kept['version'] && ! $again ) {
		$kept['at'] = time(); // They are about the post as it is now.
		update_post_meta( $id, FIGURES, $kept );
		return $kept;
	}
	if ( '' === trim( wp_strip_all_tags( $post->post_content ) ) ) {
		drop_figures( $id );
		return trouble( 'no_text', __( 'There is no text to score yet.', 'copydesk' ) );
	}
	$report = score( $article );
	if ( is_wp_error( $report ) ) {
		if ( in_array( $report->get_error_data()['service_status'] ?? 0, array( 413, 422 ), true ) ) {
			drop_figures( $id ); // The new text cannot be scored, and they are about one that is gone.
		}
		update_post_meta( $id, FAILURE, failure( $report ) );

		/**
		 * Fires after a stored post could not be scored.
		 *
		 * @param int       $id    The post's id.
		 * @param \WP_Error $error Why. Its data has the service's answer.
		 */
		do_action( 'copydesk_not_scored', $id, $report );
		return $report;
	}
	$figures = keep( $id, with_verdicts( $report, $id ), $version );

	/**
	 * Fires after the figures of a stored post have been kept.
	 *
	 * @param int   $id      The post's id.
	 * @param array $figures Scores, words, and prompts as rule, severity and position.
	 */
	do_action( 'copydesk_scored', $id, $figures );
	return $figures;
}

/**
 * Return whether an error may pass by itself: no answer, no room, or a fault of the service.
 *
 * @param \WP_Error $error The error.
 */
function is_passing( \WP_Error $error ): bool {
	$status = (int) ( $error->get_error_data()['service_status'] ?? 0 );
	return in_array( $error->get_error_code(), array( 'copydesk_unreachable', 'copydesk_slow' ), true ) || 429 === $status || $status >= 500;
}

/**
 * Return a short code for an error, without any text.
 *
 * @param \WP_Error $error The error.
 */
function failure( \WP_Error $error ): string {
	$kind = (string) ( $error->get_error_data()['kind'] ?? '' );
	$name = '' !== $kind ? $kind : str_replace( 'copydesk_', '', (string) $error->get_error_code() );
	return is_rule_name( $name ) ? $name : 'refused';
}

/**
 * Forget what is planned, when the plugin is deactivated.
 */
function forget_plans(): void {
	wp_unschedule_hook( EVENT );
}
