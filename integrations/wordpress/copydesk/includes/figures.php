<?php
/**
 * What is kept of a report as the post's meta data: figures, names of rules and positions, and no text.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

/** All figures, in one array. */
const FIGURES = '_copydesk_figures';

/** Single figures, by which posts can be sorted and filtered. */
const OPEN     = '_copydesk_open';
const WARNINGS = '_copydesk_warnings';
const SCORE    = '_copydesk_score_';

/** Why the latest version has no figures: the code of an error. */
const FAILURE = '_copydesk_failure';

/** The four built-in scores. */
const SCORES = array( 'attribution', 'anonymity', 'hedging', 'readability' );

/**
 * Return what is kept of a post, or null.
 *
 * @param int $post The post's id.
 */
function figures( int $post ): ?array {
	$kept = get_post_meta( $post, FIGURES, true );
	return is_array( $kept ) ? $kept : null;
}

/**
 * Keep the figures of a report.
 *
 * @param int    $post    The post's id.
 * @param array  $report  The service's report, with_verdicts().
 * @param string $version A digest of the version of the post that it is about.
 */
function keep( int $post, array $report, string $version ): array {
	$figures = array(
		'version'  => $version,
		'at'       => time(),
		'profile'  => line( $report['engine']['profile'] ?? '' ),
		'words'    => (int) ( $report['document']['words'] ?? 0 ),
		'document' => line( $report['document']['sha256'] ?? '' ),
		'scores'   => array(),
		'prompts'  => array(),
	);
	foreach ( $report['scores'] as $name => $score ) {
		if ( is_rule_name( (string) $name ) && is_array( $score ) ) {
			$figures['scores'][ $name ] = array_map( __NAMESPACE__ . '\number', array_intersect_key( $score, array_flip( array( 'score', 'value', 'percentile' ) ) ) );
		}
	}
	foreach ( $report['prompts'] as $prompt ) {
		$figures['prompts'][] = array(
			'id'       => $prompt['id'],
			'rule'     => $prompt['rule'],
			'severity' => in_array( $prompt['severity'], array( 'error', 'warning' ), true ) ? $prompt['severity'] : 'note',
			'start'    => $prompt['spans'][0]['start'],
			'end'      => $prompt['spans'][0]['end'],
		);
	}
	update_post_meta( $post, FIGURES, $figures );
	delete_post_meta( $post, FAILURE );
	foreach ( SCORES as $name ) {
		$score = $figures['scores'][ $name ]['score'] ?? null;
		if ( null === $score ) {
			delete_post_meta( $post, SCORE . $name );
		} else {
			update_post_meta( $post, SCORE . $name, $score );
		}
	}
	count_open( $post );
	return $figures;
}

/**
 * Count the prompts of a post that nobody has dismissed, for sorting and filtering.
 *
 * @param int $post The post's id.
 */
function count_open( int $post ): void {
	$figures = figures( $post );
	if ( ! $figures ) {
		return;
	}
	$decided = array_column( verdicts( $post ), 'verdict', 'id' );
	$open    = array_filter( $figures['prompts'], fn( array $prompt ): bool => ! isset( $decided[ $prompt['id'] ] ) );
	$grave   = array_filter( $open, fn( array $prompt ): bool => 'note' !== $prompt['severity'] );
	update_post_meta( $post, OPEN, count( $open ) );
	update_post_meta( $post, WARNINGS, count( $grave ) );
}

/**
 * Remove what is kept of a post. Verdicts stay.
 *
 * @param int $post The post's id.
 */
function drop_figures( int $post ): void {
	foreach ( meta_keys() as $key ) {
		delete_post_meta( $post, $key );
	}
}

/**
 * Return the keys of all that is kept, apart from verdicts.
 *
 * @return string[]
 */
function meta_keys(): array {
	return array_merge( array( FIGURES, OPEN, WARNINGS, FAILURE ), array_map( fn( string $name ): string => SCORE . $name, SCORES ) );
}

/**
 * Return a number, or null.
 *
 * @param mixed $value What the service sent.
 */
function number( $value ): ?float {
	return is_numeric( $value ) ? (float) $value : null;
}
