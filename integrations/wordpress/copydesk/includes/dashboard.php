<?php
/**
 * The box on the dashboard: unpublished posts with open prompts.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

const SHOWN_ON_DASHBOARD = 8;

/**
 * Add the box for users who may see it.
 */
function add_dashboard_box(): void {
	if ( current_user_can( 'edit_posts' ) && shows_figures() ) {
		wp_add_dashboard_widget( 'copydesk', __( 'copydesk: before publication', 'copydesk' ), __NAMESPACE__ . '\show_dashboard_box' );
		add_action( 'admin_enqueue_scripts', __NAMESPACE__ . '\enqueue_admin_style' );
	}
}

/**
 * Write the box.
 */
function show_dashboard_box(): void {
	$scored = unpublished( array( 'key' => OPEN ) ); // phpcs:ignore WordPress.DB.SlowDBQuery
	$open   = unpublished(
		array(
			'key'     => OPEN,
			'value'   => 0,
			'compare' => '>',
			'type'    => 'NUMERIC',
		)
	);
	$count  = $scored->found_posts;
	if ( ! $count ) {
		echo '<p>' . esc_html__( 'No unpublished post has been scored yet. Posts are scored in the background after they are saved.', 'copydesk' ) . '</p>';
		return;
	}
	/* translators: 1: number of posts with open prompts, 2: number of posts that were scored */
	echo '<p>' . esc_html( sprintf( _n( '%1$d of %2$d unpublished post has open prompts.', '%1$d of %2$d unpublished posts have open prompts.', $count, 'copydesk' ), $open->found_posts, $count ) ) . '</p>';
	echo '<ul class="copydesk-box">';
	foreach ( $open->posts as $post ) {
		if ( current_user_can( 'edit_post', $post->ID ) ) {
			printf(
				'<li><a href="%s">%s</a><span>%s</span></li>',
				esc_url( (string) get_edit_post_link( $post->ID, 'raw' ) ),
				esc_html( _draft_or_post_title( $post ) ),
				wp_kses_post( open_prompts( $post->ID ) )
			);
		}
	}
	echo '</ul>';
	if ( may_export() ) {
		printf( '<p><a href="%s">%s</a></p>', esc_url( export_url() ), esc_html__( 'Export dismissed prompts', 'copydesk' ) );
	}
}

/**
 * Return the unpublished posts that the user may edit and that have a figure, those with the most warnings first.
 *
 * @param array $clause What is asked of the figure.
 */
function unpublished( array $clause ): \WP_Query {
	$theirs = current_user_can( 'edit_others_posts' ) ? array() : array( 'author' => get_current_user_id() );
	$query  = array(
		'post_type'      => post_types(),
		'post_status'    => array( 'draft', 'pending', 'future' ),
		'posts_per_page' => SHOWN_ON_DASHBOARD,
		'meta_query'     => array( // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_query -- one query, on the dashboard only.
			'relation' => 'AND',
			$clause,
			'copydesk' => array(
				'key'  => WARNINGS,
				'type' => 'NUMERIC',
			),
		),
		'orderby'        => array(
			'copydesk' => 'DESC',
			'modified' => 'DESC',
		),
	);
	return new \WP_Query( array_merge( $query, $theirs ) );
}
