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
require __DIR__ . '/includes/settings-form.php';
require __DIR__ . '/includes/settings-page.php';
require __DIR__ . '/includes/draft.php';
require __DIR__ . '/includes/service.php';
require __DIR__ . '/includes/trouble.php';
require __DIR__ . '/includes/seeds.php';
require __DIR__ . '/includes/route.php';
require __DIR__ . '/includes/editor.php';

add_action( 'admin_init', __NAMESPACE__ . '\register_settings' );
add_action( 'admin_menu', __NAMESPACE__ . '\add_settings_page' );
add_action( 'rest_api_init', __NAMESPACE__ . '\register_route' );
add_action( 'enqueue_block_editor_assets', __NAMESPACE__ . '\enqueue_sidebar' );
add_filter( 'plugin_action_links_' . plugin_basename( FILE ), __NAMESPACE__ . '\add_settings_link' );
