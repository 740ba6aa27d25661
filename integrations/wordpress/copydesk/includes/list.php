<?php
/**
 * The columns and the filter in the lists of posts.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

/**
 * Return whether lists and dashboard show the kept figures.
 */
function shows_figures(): bool {
	/**
	 * Filters whether lists and dashboard show the kept figures, for sites that score posts in another way than on saving.
	 *
	 * @param bool $shown Whether the settings say that posts are scored when they are saved.
	 */
	return has_role() && (bool) apply_filters( 'copydesk_show_figures', settings()['on_save'] );
}

/**
 * Add columns and filter to the list that is about to be shown.
 *
 * @param \WP_Screen $screen The screen.
 */
function set_up_list( \WP_Screen $screen ): void {
	if ( 'edit' !== $screen->base || ! in_array( $screen->post_type, post_types(), true ) || ! shows_figures() ) {
		return;
	}
	add_filter( "manage_{$screen->post_type}_posts_columns", __NAMESPACE__ . '\add_columns' );
	add_action( "manage_{$screen->post_type}_posts_custom_column", __NAMESPACE__ . '\show_column', 10, 2 );
	add_filter( "manage_{$screen->id}_sortable_columns", __NAMESPACE__ . '\sortable_columns' );
	add_filter( 'default_hidden_columns', __NAMESPACE__ . '\hidden_columns' );
	add_action( 'restrict_manage_posts', __NAMESPACE__ . '\show_filter' );
	add_action( 'pre_get_posts', __NAMESPACE__ . '\apply_filter' );
	add_filter( 'posts_clauses', __NAMESPACE__ . '\sort_by_figure', 10, 2 );
	add_action( 'admin_enqueue_scripts', __NAMESPACE__ . '\enqueue_admin_style' );
}

/**
 * Load the styles of list and dashboard.
 */
function enqueue_admin_style(): void {
	wp_enqueue_style( 'copydesk-admin', plugins_url( 'assets/admin.css', FILE ), array(), VERSION );
}

/**
 * Return the scores' names for users.
 *
 * @return array<string, string>
 */
function score_names(): array {
	return array(
		'attribution' => __( 'Attribution', 'copydesk' ),
		'anonymity'   => __( 'Anonymous sources', 'copydesk' ),
		'hedging'     => __( 'Hedging', 'copydesk' ),
		'readability' => __( 'Readability', 'copydesk' ),
	);
}

/**
 * Add the columns, before the date.
 *
 * @param string[] $columns The list's columns.
 */
function add_columns( array $columns ): array {
	$ours = array( 'copydesk' => __( 'Open prompts', 'copydesk' ) );
	foreach ( score_names() as $name => $title ) {
		$ours[ "copydesk_$name" ] = $title;
	}
	$at = array_search( 'date', array_keys( $columns ), true );
	$at = false === $at ? count( $columns ) : $at;
	return array_merge( array_slice( $columns, 0, $at ), $ours, array_slice( $columns, $at ) );
}

/**
 * Hide the four scores until a user chooses them under Screen Options.
 *
 * @param string[] $hidden The columns that are hidden.
 */
function hidden_columns( array $hidden ): array {
	return array_merge( $hidden, array_map( fn( string $name ): string => "copydesk_$name", SCORES ) );
}

/**
 * Let the list be sorted by each of the columns. The first press shows the most prompts, or the lowest scores.
 *
 * @param array $columns The columns by which the list can be sorted.
 */
function sortable_columns( array $columns ): array {
	$columns['copydesk'] = array( 'copydesk', true );
	foreach ( SCORES as $name ) {
		$columns[ "copydesk_$name" ] = array( "copydesk_$name", false );
	}
	return $columns;
}

/**
 * Write one cell.
 *
 * @param string $column The column.
 * @param int    $post   The post's id.
 */
function show_column( string $column, int $post ): void {
	if ( 'copydesk' === $column ) {
		echo wp_kses_post( open_prompts( $post ) );
	} elseif ( 0 === strpos( $column, 'copydesk_' ) ) {
		$score = get_post_meta( $post, SCORE . substr( $column, strlen( 'copydesk_' ) ), true );
		echo is_numeric( $score ) ? esc_html( number_format_i18n( (float) $score ) ) : '<span aria-hidden="true">—</span>';
	}
}

/**
 * Return in HTML how many prompts of a post are open, or why that is not known.
 *
 * @param int $post The post's id.
 */
function open_prompts( int $post ): string {
	$figures = figures( $post );
	$failed  = (string) get_post_meta( $post, FAILURE, true );
	if ( ! $figures ) {
		/* translators: %s: a short code, such as unsupported-language */
		$why = '' === $failed ? __( 'Not scored yet', 'copydesk' ) : sprintf( __( 'Not scored: %s', 'copydesk' ), $failed );
		return '<span class="copydesk-quiet">' . esc_html( $why ) . '</span>';
	}
	$open  = (int) get_post_meta( $post, OPEN, true );
	$grave = (int) get_post_meta( $post, WARNINGS, true );
	$words = array();
	if ( $grave ) {
		/* translators: %d: number of prompts */
		$words[] = '<strong class="copydesk-grave">' . esc_html( sprintf( _n( '%d warning', '%d warnings', $grave, 'copydesk' ), $grave ) ) . '</strong>';
	}
	$notes = $open - $grave;
	if ( $notes > 0 ) {
		/* translators: %d: number of prompts */
		$words[] = esc_html( sprintf( _n( '%d note', '%d notes', $notes, 'copydesk' ), $notes ) );
	}
	$said = $words ? implode( ', ', $words ) : '<span class="copydesk-quiet">' . esc_html__( 'Nothing open', 'copydesk' ) . '</span>';
	$late = (int) get_post_modified_time( 'U', true, $post ) > $figures['at'];
	return $said . ( $late ? '<br><span class="copydesk-quiet">' . esc_html__( 'for an earlier version', 'copydesk' ) . '</span>' : '' );
}

/**
 * Return the choices of the filter.
 *
 * @return array<string, string>
 */
function filter_choices(): array {
	return array(
		''         => __( 'All prompts', 'copydesk' ),
		'warnings' => __( 'Open warnings', 'copydesk' ),
		'open'     => __( 'Open warnings or notes', 'copydesk' ),
		'none'     => __( 'Nothing open', 'copydesk' ),
		'unscored' => __( 'Not scored', 'copydesk' ),
	);
}

/**
 * Return the choice in the address. It only reads, so it needs no nonce.
 */
function chosen_filter(): string {
	// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- a filter of a list changes nothing.
	$chosen = isset( $_GET['copydesk'] ) ? sanitize_key( wp_unslash( $_GET['copydesk'] ) ) : '';
	return array_key_exists( $chosen, filter_choices() ) ? $chosen : '';
}

/**
 * Write the filter above the list.
 */
function show_filter(): void {
	echo '<label for="copydesk-filter" class="screen-reader-text">' . esc_html__( 'Filter by copydesk’s prompts', 'copydesk' ) . '</label><select name="copydesk" id="copydesk-filter">';
	foreach ( filter_choices() as $value => $label ) {
		printf( '<option value="%s"%s>%s</option>', esc_attr( $value ), selected( chosen_filter(), $value, false ), esc_html( $label ) );
	}
	echo '</select>';
}

/**
 * Restrict the list to the choice.
 *
 * @param \WP_Query $query The query.
 */
function apply_filter( \WP_Query $query ): void {
	$clauses = array(
		'warnings' => array( array( 'key' => WARNINGS, 'value' => 0, 'compare' => '>', 'type' => 'NUMERIC' ) ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		'open'     => array( array( 'key' => OPEN, 'value' => 0, 'compare' => '>', 'type' => 'NUMERIC' ) ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		'none'     => array( array( 'key' => OPEN, 'value' => 0, 'type' => 'NUMERIC' ) ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		'unscored' => array( array( 'key' => OPEN, 'compare' => 'NOT EXISTS' ) ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
	);
	$wanted  = $clauses[ chosen_filter() ] ?? array();
	if ( $wanted && $query->is_main_query() ) {
		$before = $query->get( 'meta_query' );
		$query->set( 'meta_query', is_array( $before ) && $before ? array( 'relation' => 'AND', $before, $wanted ) : $wanted );
	}
}

/**
 * Sort the list by a figure. Posts without one come last in both directions.
 *
 * @param string[]  $clauses The parts of the query.
 * @param \WP_Query $query   The query.
 */
function sort_by_figure( array $clauses, \WP_Query $query ): array {
	global $wpdb;
	$by   = $query->get( 'orderby' );
	$keys = array( 'copydesk' => OPEN );
	foreach ( SCORES as $name ) {
		$keys[ "copydesk_$name" ] = SCORE . $name;
	}
	if ( ! $query->is_main_query() || ! is_string( $by ) || ! isset( $keys[ $by ] ) ) {
		return $clauses;
	}
	$clauses['join']   .= $wpdb->prepare( " LEFT JOIN {$wpdb->postmeta} AS copydesk ON copydesk.post_id = {$wpdb->posts}.ID AND copydesk.meta_key = %s", $keys[ $by ] );
	$direction          = 'ASC' === strtoupper( (string) $query->get( 'order' ) ) ? 'ASC' : 'DESC';
	$clauses['orderby'] = "copydesk.meta_value IS NULL, copydesk.meta_value + 0 $direction, {$wpdb->posts}.ID DESC";
	return $clauses;
}
