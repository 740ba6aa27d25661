<?php
/**
 * Settings of a network of sites (multisite): its administrators can set the service for all sites.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

const NETWORK_OPTION = 'copydesk_network';

/**
 * Return the network's settings for the service. They are the key's, too: a key is only ever sent to its own address.
 *
 * @return array The service's settings, or none if each site makes its own.
 */
function network_service(): array {
	if ( ! is_multisite() ) {
		return array();
	}
	$stored = stored_for_the_network();
	return '' === $stored['url'] ? array() : $stored;
}

/**
 * Return what is stored for the network. An empty address leaves the service to each site.
 */
function stored_for_the_network(): array {
	$defaults = array_intersect_key( DEFAULTS, array_flip( SERVICE_SETTINGS ) );
	$stored   = get_site_option( NETWORK_OPTION, array() );
	return array_merge( $defaults, array_intersect_key( is_array( $stored ) ? $stored : array(), $defaults ) );
}

/**
 * Return whether the network has set the service, so that the site's page only shows it.
 */
function network_sets_service(): bool {
	return array() !== network_service();
}

/**
 * Add the page to the network's Settings menu.
 */
function add_network_page(): void {
	add_submenu_page( 'settings.php', __( 'copydesk', 'copydesk' ), __( 'copydesk', 'copydesk' ), 'manage_network_options', PAGE, __NAMESPACE__ . '\show_network_page' );
}

/**
 * Write the page. WordPress's settings API stores options of one site only, so the form goes to save_network().
 */
function show_network_page(): void {
	if ( ! current_user_can( 'manage_network_options' ) ) {
		return;
	}
	echo '<div class="wrap"><h1>' . esc_html__( 'copydesk', 'copydesk' ) . '</h1>';
	settings_errors();
	printf( '<form action="%s" method="post">', esc_url( network_admin_url( 'edit.php?action=copydesk_network' ) ) );
	wp_nonce_field( 'copydesk_network' );
	add_service_section( 'copydesk-network' );
	echo '<p>' . esc_html__( 'With an address, all sites of the network use this service, and their own settings for the service are not used. Without one, each site sets its own.', 'copydesk' ) . '</p>';
	do_settings_sections( 'copydesk-network' );
	submit_button();
	echo '</form></div>';
}

/**
 * Store what the form sent, and return to the page.
 */
function save_network(): void {
	check_admin_referer( 'copydesk_network' );
	if ( ! current_user_can( 'manage_network_options' ) ) {
		wp_die( esc_html__( 'You may not change these settings.', 'copydesk' ), 403 );
	}
	// phpcs:ignore WordPress.Security.ValidatedSanitizedInput.InputNotSanitized -- sanitize_service() validates each value.
	$given = isset( $_POST[ OPTION ] ) ? wp_unslash( $_POST[ OPTION ] ) : array();
	update_site_option( NETWORK_OPTION, sanitize_service( is_array( $given ) ? $given : array(), stored_for_the_network() ) );
	if ( ! get_settings_errors() ) {
		add_settings_error( 'general', 'settings_updated', __( 'Settings saved.', 'copydesk' ), 'success' );
	}
	set_transient( 'settings_errors', get_settings_errors(), 30 );
	wp_safe_redirect( add_query_arg( 'settings-updated', 'true', network_admin_url( 'settings.php?page=' . PAGE ) ) );
	exit;
}
