<?php
/**
 * Exports what editors decided about prompts, as examples for a newsroom's rules: ids and positions, no text.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

const EXPORT = 'copydesk_export';

/**
 * Return the decisions on all posts that the current user may edit, or on all posts for WP-CLI.
 *
 * Positions are in Unicode code points of the text with the digest "document", ends exclusive.
 *
 * @param bool $all Whether the user's permissions do not matter.
 */
function decisions( bool $all = false ): array {
	$posts = get_posts(
		array(
			'post_type'      => array_values( get_post_types() ),
			'post_status'    => STATUSES,
			'meta_key'       => VERDICT, // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_key -- for an export only.
			'posts_per_page' => -1,
			'fields'         => 'ids',
			'orderby'        => 'ID',
			'order'          => 'ASC',
		)
	);
	$list  = array();
	foreach ( $posts as $post ) {
		foreach ( $all || current_user_can( 'edit_post', $post ) ? verdicts( $post ) : array() as $one ) {
			$list[] = array(
				'post'     => $post,
				'rule'     => $one['rule'],
				'verdict'  => $one['verdict'],
				'document' => $one['document'],
				'start'    => $one['start'],
				'end'      => $one['end'],
				'at'       => gmdate( 'Y-m-d\TH:i:s\Z', $one['at'] ),
			);
		}
	}
	return $list;
}

/**
 * Return whether the current user may export.
 */
function may_export(): bool {
	return current_user_can( 'manage_options' ) || ( current_user_can( 'edit_others_posts' ) && has_role() );
}

/**
 * Write a link to the export, and what it contains.
 */
function show_export(): void {
	echo '<p>' . esc_html__( 'What editors dismissed or called wrong, as a JSON file: the rule, the id of the post, positions, and a digest of the text. It contains no text.', 'copydesk' ) . '</p>';
	printf( '<p><a class="button" href="%s">%s</a></p>', esc_url( export_url() ), esc_html__( 'Export dismissed prompts', 'copydesk' ) );
}

/**
 * Return the address of the export.
 */
function export_url(): string {
	return wp_nonce_url( admin_url( 'admin-post.php?action=' . EXPORT ), EXPORT );
}

/**
 * Send the file.
 */
function send_export(): void {
	check_admin_referer( EXPORT );
	if ( ! may_export() ) {
		wp_die( esc_html__( 'You may not export this.', 'copydesk' ), 403 );
	}
	nocache_headers();
	header( 'Content-Type: application/json; charset=utf-8' );
	header( 'Content-Disposition: attachment; filename="copydesk-dismissed.json"' );
	echo wp_json_encode( decisions(), JSON_PRETTY_PRINT );
	exit;
}
