<?php
/**
 * Gives each prompt of a report an id, and what an editor decided about it.
 *
 * A prompt has the same id in every version of a post in which the rule finds the same words. The id is a keyed
 * digest of both, so that the database contains none of the post's words a second time.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

const ID_KEY = 'copydesk_id_key';

/**
 * Return a report whose prompts have an "id", and a "verdict": dismissed, wrong or open.
 *
 * @param array $report The service's report, with prompts.
 * @param int   $post   The post's id.
 */
function with_verdicts( array $report, int $post ): array {
	$decided = array_column( verdicts( $post ), 'verdict', 'id' );
	$times   = array();
	$prompts = array();
	foreach ( prompts_of( $report ) as $prompt ) {
		$words           = (string) preg_replace( '/\s+/u', ' ', $prompt['rule'] . "\n" . ( $prompt['spans'][0]['text'] ?? '' ) );
		$times[ $words ] = ( $times[ $words ] ?? 0 ) + 1;
		$id              = digest( "prompt\n$words\n{$times[$words]}" );
		$prompts[]       = array_merge(
			$prompt,
			array(
				'id'      => $id,
				'verdict' => $decided[ $id ] ?? 'open',
			)
		);
	}
	$report['prompts'] = $prompts;
	return $report;
}

/**
 * Return the prompts of a report that have what the plugin needs: a rule, a severity and a position.
 *
 * @param array $report The service's report.
 */
function prompts_of( array $report ): array {
	return array_filter(
		(array) ( $report['prompts'] ?? array() ),
		static function ( $prompt ): bool {
			return is_array( $prompt ) && is_string( $prompt['rule'] ?? null ) && is_rule_name( $prompt['rule'] )
				&& is_string( $prompt['severity'] ?? null ) && is_int( $prompt['spans'][0]['start'] ?? null )
				&& is_int( $prompt['spans'][0]['end'] ?? null );
		}
	);
}

/**
 * Return a short digest that only this site can compute.
 *
 * @param string $words What it stands for.
 */
function digest( string $words ): string {
	$key = get_option( ID_KEY );
	if ( ! is_string( $key ) || '' === $key ) {
		add_option( ID_KEY, wp_generate_password( 64, false ), '', 'no' );
		$key = (string) get_option( ID_KEY );
	}
	return substr( hash_hmac( 'sha256', $words, $key ), 0, 16 );
}
