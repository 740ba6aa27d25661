<?php
/**
 * The fields of the settings pages.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

/**
 * Return the values that the page shows: the network's on its own page, else the site's.
 */
function shown_settings(): array {
	return is_network_admin() ? stored_for_the_network() : own_settings();
}

/**
 * Explain what is sent where.
 */
function show_purpose(): void {
	echo '<p>' . esc_html__( 'When a user opens copydesk in the editor or the panel before publishing, this server sends the draft’s title and text to the service at this address. It sends them again whenever the user stops typing. Before that, nothing is sent, unless posts are scored after they are saved.', 'copydesk' ) . '</p>';
}

/**
 * Say that the network's administrators set the service.
 */
function show_network_service(): void {
	/* translators: %s: an address */
	echo '<p>' . esc_html( sprintf( __( 'Your network’s administrators have set the service for all sites: %s', 'copydesk' ), settings()['url'] ) ) . '</p>';
}

/**
 * Write the address’s field.
 */
function show_url(): void {
	show_input( 'url', 'url', shown_settings()['url'], array( 'placeholder' => 'https://copydesk.example.org' ) );
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
	$is_set = '' !== shown_settings()['key'];
	show_input( 'key', 'password', '', array( 'autocomplete' => 'new-password' ) );
	show_note( 'key', $is_set ? __( 'A key is set. Leave this empty to keep it.', 'copydesk' ) : __( 'No key is set.', 'copydesk' ) );
	if ( $is_set ) {
		printf( '<p><label><input type="checkbox" name="%s[forget]" value="1"> %s</label></p>', esc_attr( OPTION ), esc_html__( 'Remove the key', 'copydesk' ) );
	}
}

/**
 * Write the button that tests the connection. Its script shows the result.
 */
function show_test(): void {
	printf(
		'<button type="button" class="button hide-if-no-js" id="copydesk-test" data-network="%s">%s</button>',
		esc_attr( is_network_admin() ? '1' : '' ),
		esc_html__( 'Test the connection', 'copydesk' )
	);
	echo '<p id="copydesk-test-result" class="description" role="status">' . esc_html__( 'Uses the address and the key above, also before they are saved. No article is sent.', 'copydesk' ) . '</p>';
}

/**
 * Write the profile’s field. Its script offers the service’s profiles.
 */
function show_profile(): void {
	show_input( 'profile', 'text', shown_settings()['profile'] );
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
	show_input( 'seconds', 'number', (string) shown_settings()['seconds'], $limits );
	show_note( 'seconds', __( 'After this time the sidebar reports that the service is slow. Writing and saving never wait for it.', 'copydesk' ) );
}

/**
 * Write the choice of post types.
 */
function show_types(): void {
	show_choices( 'types', __( 'Post types', 'copydesk' ), possible_types(), own_settings()['types'] );
}

/**
 * Write the choice of roles.
 */
function show_roles(): void {
	$roles = array();
	foreach ( wp_roles()->roles as $name => $role ) {
		if ( ! empty( $role['capabilities']['edit_posts'] ) ) {
			$roles[ $name ] = translate_user_role( $role['name'] );
		}
	}
	show_choices( 'roles', __( 'Roles', 'copydesk' ), $roles, own_settings()['roles'] );
	show_note( 'roles', __( 'Who sees copydesk, among those who may edit the post. Without a choice, all of them.', 'copydesk' ) );
}

/**
 * Write the choice whether posts are scored when they are saved.
 */
function show_on_save(): void {
	$name = OPTION . '[on_save]';
	printf( '<input type="hidden" name="%1$s" value="0"><label><input type="checkbox" name="%1$s" id="copydesk-on_save" value="1"%2$s> %3$s</label>', esc_attr( $name ), checked( own_settings()['on_save'], true, false ), esc_html__( 'Score posts in the background after they are saved', 'copydesk' ) );
	show_note( 'on_save', __( 'For the column in the list of posts and the box on the dashboard. This sends the title and text of every saved post of these types to the service, whoever saves it. Only figures, names of rules and positions are kept.', 'copydesk' ) );
}

/**
 * Write checkboxes, and an empty value so that the form also sends that none is checked.
 *
 * @param string   $setting The setting.
 * @param string   $legend  What is chosen.
 * @param string[] $choices Their labels, by value.
 * @param string[] $chosen  The values that are checked.
 */
function show_choices( string $setting, string $legend, array $choices, array $chosen ): void {
	$name = OPTION . "[$setting][]";
	printf( '<fieldset><legend class="screen-reader-text">%s</legend><input type="hidden" name="%s" value="">', esc_html( $legend ), esc_attr( $name ) );
	foreach ( $choices as $value => $label ) {
		printf( '<label><input type="checkbox" name="%s" value="%s"%s> %s</label><br>', esc_attr( $name ), esc_attr( $value ), checked( in_array( $value, $chosen, true ), true, false ), esc_html( $label ) );
	}
	echo '</fieldset>';
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
 * Write the description below a field.
 *
 * @param string $name  The setting.
 * @param string $words The description.
 */
function show_note( string $name, string $words ): void {
	printf( '<p class="description" id="copydesk-%s-note">%s</p>', esc_attr( $name ), esc_html( $words ) );
}
