<?php
/**
 * Plugin Name:       copydesk
 * Description:       Shows in the block editor how well a draft is sourced, how much it hedges and how readable it is, with the evidence. Scores prompt an editor to look; they are not a verdict on truth.
 * Version:           0.2.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            copydesk
 * License:           Apache-2.0
 * License URI:       https://www.apache.org/licenses/LICENSE-2.0
 * Text Domain:       copydesk
 * Domain Path:       /languages
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

const VERSION = '0.2.0';
const FILE    = __FILE__;

require __DIR__ . '/includes/settings.php';
require __DIR__ . '/includes/network.php';
require __DIR__ . '/includes/access.php';
require __DIR__ . '/includes/settings-form.php';
require __DIR__ . '/includes/settings-fields.php';
require __DIR__ . '/includes/settings-page.php';
require __DIR__ . '/includes/draft.php';
require __DIR__ . '/includes/service.php';
require __DIR__ . '/includes/trouble.php';
require __DIR__ . '/includes/profiles.php';
require __DIR__ . '/includes/draft-profile.php';
require __DIR__ . '/includes/seeds.php';
require __DIR__ . '/includes/verdicts.php';
require __DIR__ . '/includes/prompts.php';
require __DIR__ . '/includes/figures.php';
require __DIR__ . '/includes/route.php';
require __DIR__ . '/includes/on-save.php';
require __DIR__ . '/includes/editor.php';
require __DIR__ . '/includes/list.php';
require __DIR__ . '/includes/dashboard.php';
require __DIR__ . '/includes/export.php';

add_action( 'init', __NAMESPACE__ . '\load_translations' );
add_action( 'admin_init', __NAMESPACE__ . '\register_settings' );
add_action( 'admin_menu', __NAMESPACE__ . '\add_settings_page' );
add_action( 'network_admin_menu', __NAMESPACE__ . '\add_network_page' );
add_action( 'network_admin_edit_copydesk_network', __NAMESPACE__ . '\save_network' );
add_action( 'admin_enqueue_scripts', __NAMESPACE__ . '\enqueue_settings_script' );
add_action( 'rest_api_init', __NAMESPACE__ . '\register_route' );
add_action( 'rest_api_init', __NAMESPACE__ . '\register_verdict_route' );
add_action( 'rest_api_init', __NAMESPACE__ . '\register_connection_route' );
add_action( 'rest_api_init', __NAMESPACE__ . '\register_profile_route' );
add_action( 'enqueue_block_editor_assets', __NAMESPACE__ . '\enqueue_sidebar' );
add_action( 'add_meta_boxes', __NAMESPACE__ . '\add_classic_box', 10, 2 );
add_action( 'wp_after_insert_post', __NAMESPACE__ . '\plan', 10, 2 );
add_action( EVENT, __NAMESPACE__ . '\score_in_background', 10, 2 );
add_action( 'current_screen', __NAMESPACE__ . '\set_up_list' );
add_action( 'wp_dashboard_setup', __NAMESPACE__ . '\add_dashboard_box' );
add_action( 'admin_post_' . EXPORT, __NAMESPACE__ . '\send_export' );
add_filter( 'plugin_action_links_' . plugin_basename( FILE ), __NAMESPACE__ . '\add_settings_link' );
register_deactivation_hook( FILE, __NAMESPACE__ . '\forget_plans' );

if ( defined( 'WP_CLI' ) && WP_CLI ) {
	require __DIR__ . '/includes/cli.php';
	\WP_CLI::add_command( 'copydesk', Command::class );
}

/**
 * Load translations from the plugin's own folder, where WordPress does not look by itself.
 */
function load_translations(): void {
	load_plugin_textdomain( 'copydesk', false, dirname( plugin_basename( FILE ) ) . '/languages' );
}
