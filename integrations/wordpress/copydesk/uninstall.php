<?php
/**
 * Removes the plugin's data from each site of a network.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

require_once __DIR__ . '/includes/settings.php';
require_once __DIR__ . '/includes/seeds.php';

/** Remove the data from one site. */
function forget(): void {
	delete_option( OPTION );
	delete_transient( SEEDS );
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
} else {
	forget();
}
