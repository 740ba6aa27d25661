<?php
/**
 * Settings → copydesk. The page never shows the key, only whether there is one.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

const PAGE = 'copydesk';

/**
 * Register the option and its validation, and define the form.
 */
function register_settings(): void {
	if ( false === get_option( OPTION ) ) {
		add_option( OPTION, DEFAULTS, '', 'no' ); // Rarely needed, so it is not loaded with every page.
	}
	register_setting(
		PAGE,
		OPTION,
		array(
			'type'              => 'object',
			'sanitize_callback' => __NAMESPACE__ . '\sanitize_settings',
			'show_in_rest'      => false,
		)
	);
	if ( network_sets_service() ) {
		add_settings_section( 'service', __( 'The service', 'copydesk' ), __NAMESPACE__ . '\show_network_service', PAGE );
	} else {
		add_service_section( PAGE );
	}
	add_settings_section( 'use', __( 'In the newsroom', 'copydesk' ), '__return_null', PAGE );
	$fields = array(
		'types'   => __( 'Post types', 'copydesk' ),
		'roles'   => __( 'Roles', 'copydesk' ),
		'on_save' => __( 'Saved posts', 'copydesk' ),
	);
	foreach ( $fields as $name => $title ) {
		add_settings_field( "copydesk_$name", $title, __NAMESPACE__ . "\\show_$name", PAGE, 'use' );
	}
}

/**
 * Define the part of the form about the service, for a site or for a network.
 *
 * @param string $page The page that it is a part of.
 */
function add_service_section( string $page ): void {
	add_settings_section( 'service', __( 'The service', 'copydesk' ), __NAMESPACE__ . '\show_purpose', $page );
	$fields = array(
		'url'     => __( 'Address', 'copydesk' ),
		'key'     => __( 'API key', 'copydesk' ),
		'test'    => __( 'Connection', 'copydesk' ),
		'profile' => __( 'Calibration profile', 'copydesk' ),
		'seconds' => __( 'Seconds to wait', 'copydesk' ),
	);
	foreach ( $fields as $name => $title ) {
		$for = 'test' === $name ? array() : array( 'label_for' => "copydesk-$name" );
		add_settings_field( "copydesk_$name", $title, __NAMESPACE__ . "\\show_$name", $page, 'service', $for );
	}
}

/**
 * Add the page to the Settings menu.
 */
function add_settings_page(): void {
	add_options_page( __( 'copydesk', 'copydesk' ), __( 'copydesk', 'copydesk' ), 'manage_options', PAGE, __NAMESPACE__ . '\show_settings_page' );
}

/**
 * Add a link to the page next to the plugin's name in the list of plugins.
 *
 * @param array $links The existing links.
 */
function add_settings_link( array $links ): array {
	$link = sprintf( '<a href="%s">%s</a>', esc_url( settings_page_url() ), esc_html__( 'Settings', 'copydesk' ) );
	return array_merge( array( $link ), $links );
}

/**
 * Return the page's address.
 */
function settings_page_url(): string {
	return admin_url( 'options-general.php?page=' . PAGE );
}

/**
 * Write the page.
 */
function show_settings_page(): void {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	echo '<div class="wrap"><h1>' . esc_html__( 'copydesk', 'copydesk' ) . '</h1>';
	echo '<form action="options.php" method="post">';
	settings_fields( PAGE );
	do_settings_sections( PAGE );
	submit_button();
	echo '</form>';
	echo '<h2>' . esc_html__( 'Dismissed prompts', 'copydesk' ) . '</h2>';
	show_export();
	echo '</div>';
}

/**
 * Load the script that tests the connection, on the site's and on the network's page.
 *
 * @param string $hook The page that is shown.
 */
function enqueue_settings_script( string $hook ): void {
	if ( ! in_array( $hook, array( 'settings_page_' . PAGE, 'settings_page_' . PAGE . '-network' ), true ) ) {
		return;
	}
	wp_enqueue_script( 'copydesk-settings', plugins_url( 'assets/settings.js', FILE ), array( 'wp-api-fetch', 'wp-i18n' ), VERSION, true );
	wp_set_script_translations( 'copydesk-settings', 'copydesk', dirname( FILE ) . '/languages' );
}
