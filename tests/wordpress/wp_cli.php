<?php
/**
 * Stands in for WP-CLI, which none of the package registries that the tests use has.
 *
 * It has those of WP-CLI's functions that the plugin calls, as its handbook documents them, and
 * runs "copydesk NAME ARGUMENTS" as WP-CLI does: WP_CLI is defined before WordPress loads, and a
 * command's method gets the arguments and the flags. It does not check the flags against the
 * method's comment.
 */

namespace WP_CLI\Utils {
	class Bar {
		public function tick() {}
		public function finish() {}
	}

	function make_progress_bar( $message, $count ) {
		return new Bar();
	}

	function format_items( $format, $items, $fields ) {
		$rows = array_map( fn( $item ) => array_intersect_key( $item, array_flip( $fields ) ), $items );
		if ( 'json' === $format ) {
			echo json_encode( $rows );
			return;
		}
		foreach ( array_merge( array( $fields ), array_map( 'array_values', $rows ) ) as $row ) {
			fputcsv( STDOUT, $row, 'csv' === $format ? ',' : "\t" );
		}
	}
}

namespace {
	class WP_CLI {
		public static $commands = array();

		public static function add_command( $name, $callable ) {
			self::$commands[ $name ] = $callable;
		}

		public static function line( $message = '' ) {
			echo $message, "\n";
		}

		public static function success( $message ) {
			echo "Success: $message\n";
		}

		public static function error( $message ) {
			fwrite( STDERR, "Error: $message\n" );
			exit( 1 );
		}
	}

	define( 'WP_CLI', true );
	$_SERVER['HTTP_HOST'] = $argv[1];
	require getcwd() . '/wp-load.php';

	list( , , $name, $method ) = $argv;
	$arguments                 = array();
	$flags                     = array();
	foreach ( array_slice( $argv, 4 ) as $part ) {
		if ( preg_match( '/^--([a-z-]+)(?:=(.*))?$/', $part, $found ) ) {
			$flags[ $found[1] ] = $found[2] ?? true;
		} else {
			$arguments[] = $part;
		}
	}
	$class = WP_CLI::$commands[ $name ];
	( new $class() )->$method( $arguments, $flags );
}
