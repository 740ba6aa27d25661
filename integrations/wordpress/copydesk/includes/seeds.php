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
 *
 * @param string $profile The profile's name.
 */
function seeds( string $profile ): array {
	$of   = md5( settings()['url'] . ' ' . $profile );
	$kept = get_transient( SEEDS );
	$kept = is_array( $kept ) ? array_filter( $kept, fn( $one ): bool => is_array( $one ) && $one['until'] > time() ) : array();
	if ( ! isset( $kept[ $of ] ) ) {
		$answer      = call( 'GET', '/v1/profiles/' . rawurlencode( $profile ) );
		$kept[ $of ] = array(
			'marks' => is_array( $answer ) ? marks( $answer ) : array(),
			'until' => time() + ( is_array( $answer ) ? HOUR_IN_SECONDS : 5 * MINUTE_IN_SECONDS ),
		);
		set_transient( SEEDS, $kept, HOUR_IN_SECONDS );
	}
	return $kept[ $of ]['marks'];
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
