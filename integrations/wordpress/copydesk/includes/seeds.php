<?php
/**
 * The scores of the profile's seed articles: the marks on the gauges.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

const SEEDS = 'copydesk_seeds';

/**
 * Return a list of scores for each scorer, or none if the service does not provide them.
 *
 * They change only with the profile, so they are requested once an hour, or after five minutes if that failed.
 */
function seeds(): array {
	$settings = settings();
	$of       = md5( $settings['url'] . ' ' . $settings['profile'] );
	$kept     = get_transient( SEEDS );
	if ( is_array( $kept ) && $of === $kept['of'] ) {
		return $kept['marks'];
	}
	$profile = call( 'GET', '/v1/profiles/' . rawurlencode( $settings['profile'] ) );
	$marks   = is_array( $profile ) ? marks( $profile ) : array();
	$keep    = array(
		'of'    => $of,
		'marks' => $marks,
	);
	set_transient( SEEDS, $keep, is_array( $profile ) ? HOUR_IN_SECONDS : 5 * MINUTE_IN_SECONDS );
	return $marks;
}

/**
 * Extract the marks from a profile.
 *
 * @param array $profile As the service describes it.
 */
function marks( array $profile ): array {
	$marks = array();
	foreach ( (array) ( $profile['scores'] ?? array() ) as $name => $score ) {
		$scores         = array_column( (array) ( $score['anchors'] ?? array() ), 'score' );
		$marks[ $name ] = array_values( array_filter( $scores, 'is_numeric' ) );
	}
	return $marks;
}
