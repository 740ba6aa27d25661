<?php
/**
 * Adds the sidebar and the panel before publishing to the block editor, and the box to the classic editor.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

/** The scripts of both editors. Each depends on the ones before it. */
const SCRIPTS = array(
	'words'     => array( 'wp-i18n' ),
	'sentences' => array( 'wp-i18n' ),
	'translate' => array(),
	'reader'    => array(),
	'service'   => array( 'wp-api-fetch' ),
	'evidence'  => array( 'wp-i18n' ),
	'canvas'    => array(),
	'gauge'     => array( 'wp-element', 'wp-i18n' ),
	'pieces'    => array( 'wp-element', 'wp-i18n' ),
	'prompts'   => array( 'wp-element', 'wp-i18n' ),
	'notices'   => array( 'wp-components', 'wp-element', 'wp-i18n' ),
	'reading'   => array( 'wp-a11y', 'wp-element', 'wp-i18n' ),
	'profile'   => array( 'wp-element', 'wp-i18n' ),
	'panel'     => array( 'wp-element', 'wp-i18n' ),
);

/** The scripts of the block editor only. */
const BLOCK_SCRIPTS = array(
	'draft'   => array( 'wp-data' ),
	'sidebar' => array( 'wp-edit-post', 'wp-editor', 'wp-element', 'wp-i18n', 'wp-plugins' ),
);

/** The scripts of the classic editor only. */
const CLASSIC_SCRIPTS = array(
	'classic' => array( 'wp-dom-ready', 'wp-element', 'wp-i18n' ),
);

/**
 * Load the sidebar in the post editor, but not for widgets, templates or other types of posts.
 */
function enqueue_sidebar(): void {
	$screen = get_current_screen();
	$post   = get_post();
	if ( $screen && 'post' === $screen->base && $post && may_use( $post->ID ) ) {
		enqueue_scripts( array_merge( SCRIPTS, BLOCK_SCRIPTS ), array( 'wp-components', 'wp-edit-post' ) );
	}
}

/**
 * Add a box to the classic editor. The block editor has the sidebar instead.
 *
 * @param string   $type The type of the post.
 * @param \WP_Post $post The post.
 */
function add_classic_box( string $type, $post ): void {
	if ( ! $post instanceof \WP_Post || ! may_use( $post->ID ) || use_block_editor_for_post( $post ) ) {
		return;
	}
	$options = array( '__back_compat_meta_box' => true );
	add_meta_box( 'copydesk', __( 'copydesk', 'copydesk' ), __NAMESPACE__ . '\show_classic_box', $type, 'normal', 'high', $options );
	enqueue_scripts( array_merge( SCRIPTS, CLASSIC_SCRIPTS ), array( 'wp-components' ) );
}

/**
 * Write the box. Its script fills it.
 *
 * @param \WP_Post $post The post.
 */
function show_classic_box( \WP_Post $post ): void {
	printf( '<div id="copydesk-classic" data-post="%s"><p class="hide-if-js">%s</p></div>', esc_attr( (string) $post->ID ), esc_html__( 'This needs JavaScript.', 'copydesk' ) );
}

/**
 * Load scripts, their translations and the styles.
 *
 * @param array    $scripts What each script needs, by its name.
 * @param string[] $styles  The styles that those of the plugin come after.
 */
function enqueue_scripts( array $scripts, array $styles ): void {
	$before = array();
	foreach ( $scripts as $name => $needs ) {
		$handle = "copydesk-$name";
		wp_enqueue_script( $handle, plugins_url( "assets/$name.js", FILE ), array_merge( $needs, $before ), VERSION, true );
		wp_set_script_translations( $handle, 'copydesk', dirname( FILE ) . '/languages' );
		$before = array( $handle );
	}
	wp_enqueue_style( 'copydesk', plugins_url( 'assets/sidebar.css', FILE ), $styles, VERSION );
	wp_add_inline_script( 'copydesk-words', 'window.copydesk = ' . wp_json_encode( for_the_sidebar() ) . ';', 'before' );
}

/**
 * Return the data for the scripts. It contains nothing secret.
 */
function for_the_sidebar(): array {
	return array(
		'anchor'   => add_query_arg( 'ver', VERSION, plugins_url( 'assets/anchor.js', FILE ) ),
		'seconds'  => settings()['seconds'],
		'settings' => current_user_can( 'manage_options' ) ? settings_page_url() : '',
	);
}
