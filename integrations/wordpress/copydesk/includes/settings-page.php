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
	add_settings_section( 'service', __( 'The service', 'copydesk' ), __NAMESPACE__ . '\show_purpose', PAGE );
	$fields = array(
		'url'     => __( 'Address', 'copydesk' ),
		'key'     => __( 'API key', 'copydesk' ),
		'profile' => __( 'Calibration profile', 'copydesk' ),
		'seconds' => __( 'Seconds to wait', 'copydesk' ),
	);
	foreach ( $fields as $name => $title ) {
		$for = array( 'label_for' => "copydesk-$name" );
		add_settings_field( "copydesk_$name", $title, __NAMESPACE__ . "\\show_$name", PAGE, 'service', $for );
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
	echo '</form></div>';
}

/**
 * Explain what is sent where.
 */
function show_purpose(): void {
	echo '<p>' . esc_html__( 'When a user opens the copydesk sidebar in the editor, this server sends the draft’s title and text to the service at this address. It sends them again whenever the user stops typing. Nothing is sent before the sidebar is opened.', 'copydesk' ) . '</p>';
}

/**
 * Write the address’s field.
 */
function show_url(): void {
	show_input( 'url', 'url', settings()['url'], array( 'placeholder' => 'https://copydesk.example.org' ) );
	show_note( 'url', __( 'The address at which this server can reach the service. http sends the draft and the key unencrypted: use it only inside a trusted network, and https everywhere else.', 'copydesk' ) );
}

/**
 * Write the key’s field, which is always empty, and whether there is a key.
 */
function show_key(): void {
	if ( key_is_constant() ) {
		echo '<p id="copydesk-key"><strong>' . esc_html__( 'A key is set in wp-config.php (COPYDESK_API_KEY).', 'copydesk' ) . '</strong></p>';
		return;
	}
	$is_set = '' !== settings()['key'];
	show_input( 'key', 'password', '', array( 'autocomplete' => 'new-password' ) );
	show_note( 'key', $is_set ? __( 'A key is set. Leave this empty to keep it.', 'copydesk' ) : __( 'No key is set.', 'copydesk' ) );
	if ( $is_set ) {
		printf( '<p><label><input type="checkbox" name="%s[forget]" value="1"> %s</label></p>', esc_attr( OPTION ), esc_html__( 'Remove the key', 'copydesk' ) );
	}
}

/**
 * Write the profile’s field.
 */
function show_profile(): void {
	show_input( 'profile', 'text', settings()['profile'] );
	show_note( 'profile', __( 'The profile that the service scores against. “default” is always available.', 'copydesk' ) );
}

/**
 * Write the field for the number of seconds to wait for an answer.
 */
function show_seconds(): void {
	$limits = array(
		'min'   => '1',
		'max'   => '60',
		'class' => 'small-text',
	);
	show_input( 'seconds', 'number', (string) settings()['seconds'], $limits );
	show_note( 'seconds', __( 'After this time the sidebar reports that the service is slow. Writing and saving never wait for it.', 'copydesk' ) );
}

/**
 * Write one input.
 *
 * @param string $name       The setting.
 * @param string $type       The input’s type.
 * @param string $value      Its value.
 * @param array  $attributes Further attributes.
 */
function show_input( string $name, string $type, string $value, array $attributes = array() ): void {
	$all = array(
		'type'             => $type,
		'id'               => "copydesk-$name",
		'name'             => OPTION . "[$name]",
		'value'            => $value,
		'aria-describedby' => "copydesk-$name-note",
	);
	echo '<input';
	foreach ( array_merge( $all, array( 'class' => 'regular-text' ), $attributes ) as $key => $text ) {
		printf( ' %s="%s"', esc_attr( $key ), esc_attr( $text ) );
	}
	echo '>';
}

/**
 * Write the description below an input.
 *
 * @param string $name  The setting.
 * @param string $words The description.
 */
function show_note( string $name, string $words ): void {
	printf( '<p class="description" id="copydesk-%s-note">%s</p>', esc_attr( $name ), esc_html( $words ) );
}
