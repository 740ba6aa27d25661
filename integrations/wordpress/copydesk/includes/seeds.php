<?php
/**
 * Where the profile's seed articles stand on each score: the marks on the gauges.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

const SEEDS = 'copydesk_seeds';

/**
 * Return lists of scores by scorer; none when the service does not say.
 *
 * Asked for once an hour, and after a failure once in five minutes: they change with a profile.
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
 * Take the marks out of a profile.
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
