<?php
/**
 * Removes the plugin's data from each site of a network.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

require_once __DIR__ . '/includes/settings.php';
require_once __DIR__ . '/includes/network.php';
require_once __DIR__ . '/includes/draft-profile.php';
require_once __DIR__ . '/includes/seeds.php';
require_once __DIR__ . '/includes/verdicts.php';
require_once __DIR__ . '/includes/prompts.php';
require_once __DIR__ . '/includes/figures.php';
require_once __DIR__ . '/includes/on-save.php';

/** Remove the data from one site: options, what is kept with posts, and what is planned. */
function forget(): void {
	delete_option( OPTION );
	delete_option( ID_KEY );
	delete_transient( SEEDS );
	delete_transient( PROFILES );
	foreach ( meta_keys() as $copydesk_key ) {
		delete_post_meta_by_key( $copydesk_key );
	}
	delete_post_meta_by_key( VERDICT );
	delete_post_meta_by_key( PROFILE );
	forget_plans();
}

if ( is_multisite() ) {
	$copydesk_sites = get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	);
	foreach ( $copydesk_sites as $copydesk_site ) {
		switch_to_blog( $copydesk_site );
		forget();
		restore_current_blog();
	}
	delete_site_option( NETWORK_OPTION );
} else {
	forget();
}
