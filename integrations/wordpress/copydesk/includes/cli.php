<?php
/**
 * WP-CLI: wp copydesk score, wp copydesk export.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

/**
 * Scores posts with the copydesk service, and exports what editors dismissed.
 */
class Command {

	private const COLUMNS = array( 'post', ...SCORES, 'open', 'warnings', 'problem' );

	/**
	 * Scores posts and keeps the figures for the lists and the dashboard.
	 *
	 * ## OPTIONS
	 *
	 * [<id>...]
	 * : The ids of the posts.
	 *
	 * [--all]
	 * : All posts of the types in the settings.
	 *
	 * [--status=<status>]
	 * : With --all, only posts of these statuses, separated by commas.
	 * ---
	 * default: draft,pending,future,publish,private
	 * ---
	 *
	 * [--again]
	 * : Also posts whose present version has been scored.
	 *
	 * [--format=<format>]
	 * : table, csv or json.
	 * ---
	 * default: table
	 * options:
	 *   - table
	 *   - csv
	 *   - json
	 * ---
	 *
	 * ## EXAMPLES
	 *
	 *     wp copydesk score 17 --again
	 *     wp copydesk score --all --status=draft --format=csv
	 *
	 * @param string[] $ids     The ids.
	 * @param array    $options The flags.
	 */
	public function score( array $ids, array $options ): void {
		if ( ! $ids && empty( $options['all'] ) ) {
			\WP_CLI::error( 'Give the ids of posts, or --all.' );
		}
		$posts  = $ids ? array_map( 'intval', $ids ) : $this->all( (string) ( $options['status'] ?? implode( ',', STATUSES ) ) );
		$format = (string) ( $options['format'] ?? 'table' );
		$bar    = 'table' === $format ? \WP_CLI\Utils\make_progress_bar( 'Scoring', count( $posts ) ) : null;
		$rows   = array();
		$failed = 0;
		foreach ( $posts as $post ) {
			$result  = score_post( $post, ! empty( $options['again'] ) );
			$failed += is_wp_error( $result ) ? 1 : 0;
			$rows[]  = $this->row( $post, $result );
			clean_post_cache( $post ); // All posts of a site do not fit into memory.
			if ( $bar ) {
				$bar->tick();
			}
		}
		if ( $bar ) {
			$bar->finish();
		}
		\WP_CLI\Utils\format_items( $format, $rows, self::COLUMNS );
		if ( $failed ) {
			\WP_CLI::error( sprintf( '%d of %d posts could not be scored.', $failed, count( $posts ) ) );
		}
		if ( 'table' === $format ) {
			\WP_CLI::success( sprintf( 'Scored %d posts.', count( $posts ) ) );
		}
	}

	/**
	 * Exports what editors dismissed or called wrong: rules, ids and positions, no text.
	 *
	 * ## EXAMPLES
	 *
	 *     wp copydesk export > dismissed.json
	 */
	public function export(): void {
		\WP_CLI::line( (string) wp_json_encode( decisions( true ), JSON_PRETTY_PRINT ) );
	}

	/**
	 * Return the ids of all posts of the types in the settings.
	 *
	 * @param string $statuses Separated by commas.
	 * @return int[]
	 */
	private function all( string $statuses ): array {
		return get_posts(
			array(
				'post_type'      => post_types(),
				'post_status'    => array_filter( array_map( 'trim', explode( ',', $statuses ) ) ),
				'posts_per_page' => -1,
				'fields'         => 'ids',
				'orderby'        => 'ID',
				'order'          => 'ASC',
			)
		);
	}

	/**
	 * Return a row of the table.
	 *
	 * @param int             $post   The post's id.
	 * @param array|\WP_Error $result Of score_post().
	 */
	private function row( int $post, $result ): array {
		$row = array_fill_keys( self::COLUMNS, '' );
		if ( is_wp_error( $result ) ) {
			return array_merge(
				$row,
				array(
					'post'    => $post,
					'problem' => failure( $result ),
				)
			);
		}
		foreach ( SCORES as $name ) {
			$row[ $name ] = $result['scores'][ $name ]['score'] ?? '';
		}
		return array_merge(
			$row,
			array(
				'post'     => $post,
				'open'     => (int) get_post_meta( $post, OPEN, true ),
				'warnings' => (int) get_post_meta( $post, WARNINGS, true ),
			)
		);
	}
}
