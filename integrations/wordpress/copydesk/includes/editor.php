<?php
/**
 * Adds the sidebar to the post editor.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

/** The sidebar's scripts. Each depends on the ones before it. */
const SCRIPTS = array(
	'words'    => array( 'wp-i18n' ),
	'reader'   => array(),
	'draft'    => array( 'wp-api-fetch', 'wp-data' ),
	'evidence' => array( 'wp-i18n' ),
	'canvas'   => array(),
	'gauge'    => array( 'wp-element', 'wp-i18n' ),
	'pieces'   => array( 'wp-element', 'wp-i18n' ),
	'notices'  => array( 'wp-components', 'wp-element', 'wp-i18n' ),
	'panel'    => array( 'wp-a11y', 'wp-data', 'wp-element', 'wp-i18n' ),
	'sidebar'  => array( 'wp-edit-post', 'wp-editor', 'wp-element', 'wp-i18n', 'wp-plugins' ),
);

/**
 * Load the sidebar in the post editor, but not for widgets or templates.
 */
function enqueue_sidebar(): void {
	$screen = get_current_screen();
	if ( ! $screen || 'post' !== $screen->base ) {
		return;
	}
	$before = array();
	foreach ( SCRIPTS as $name => $needs ) {
		$handle = "copydesk-$name";
		wp_enqueue_script( $handle, plugins_url( "assets/$name.js", FILE ), array_merge( $needs, $before ), VERSION, true );
		wp_set_script_translations( $handle, 'copydesk', dirname( FILE ) . '/languages' );
		$before = array( $handle );
	}
	wp_enqueue_style( 'copydesk', plugins_url( 'assets/sidebar.css', FILE ), array( 'wp-components', 'wp-edit-post' ), VERSION );
	wp_add_inline_script( 'copydesk-words', 'window.copydesk = ' . wp_json_encode( for_the_sidebar() ) . ';', 'before' );
}

/**
 * Return the data for the sidebar. It contains nothing secret.
 */
function for_the_sidebar(): array {
	return array(
		'anchor'   => add_query_arg( 'ver', VERSION, plugins_url( 'assets/anchor.js', FILE ) ),
		'seconds'  => settings()['seconds'],
		'settings' => current_user_can( 'manage_options' ) ? settings_page_url() : '',
	);
}
