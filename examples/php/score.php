<?php
/*
 * Score articles, one after another, and print their scores. PHP 8.1 or later; no extension needed.
 *
 *     COPYDESK_URL=http://127.0.0.1:8000 php score.php article.txt page.html
 *
 * Set COPYDESK_KEY if the service requires an API key.
 */

declare(strict_types=1);

const TRIES = 5;
/** After these, the same request may get another answer. Scoring changes nothing: send it again. */
const AGAIN = [408, 429, 503, 504];

/** Returns the status, the headers in lower case, and the body's JSON. */
function post(string $path, array $body): array
{
    $headers = ['Content-Type: application/json', 'Accept: application/json'];
    if (getenv('COPYDESK_KEY')) {
        $headers[] = 'Authorization: Bearer ' . getenv('COPYDESK_KEY');
    }
    $context = stream_context_create(['http' => [
        'method' => 'POST',
        'header' => implode("\r\n", $headers),
        'content' => json_encode($body, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE),
        'ignore_errors' => true, // problems have a body too
        'timeout' => 60,
    ]]);
    $url = (getenv('COPYDESK_URL') ?: 'http://127.0.0.1:8000') . $path;
    $stream = @fopen($url, 'r', false, $context);
    if ($stream === false) {
        throw new RuntimeException("no answer from $url");
    }
    $answered = [];
    $status = 0;
    foreach (stream_get_meta_data($stream)['wrapper_data'] as $line) {
        if (preg_match('#^HTTP/\S+ (\d+)#', $line, $found)) {
            $status = (int) $found[1];
        } elseif (str_contains($line, ':')) {
            [$name, $value] = explode(':', $line, 2);
            $answered[strtolower($name)] = trim($value);
        }
    }
    $content = json_decode(stream_get_contents($stream), true, 512, JSON_THROW_ON_ERROR);
    fclose($stream);
    return [$status, $answered, $content];
}

/** Returns the report on an article. */
function score(array $article): array
{
    for ($attempt = 0; ; $attempt++) {
        [$status, $headers, $answer] = post('/v1/score', $article);
        if (!in_array($status, AGAIN, true) || $attempt === TRIES - 1) {
            break;
        }
        sleep((int) ($headers['retry-after'] ?? 2 ** $attempt));
    }
    if ($status !== 200) {
        throw new RuntimeException("{$answer['type']}: {$answer['detail']} ({$answer['request_id']})");
    }
    return $answer;
}

$failed = false;
foreach (array_slice($argv, 1) as $name) {
    $field = preg_match('/\.html?$/', $name) ? 'html' : 'text';
    try {
        $report = score([$field => file_get_contents($name), 'id' => $name]);
    } catch (RuntimeException $error) {
        fwrite(STDERR, "$name: {$error->getMessage()}\n");
        $failed = true;
        continue;
    }
    $scores = array_map(fn ($scorer, $found) => "$scorer={$found['score']}",
        array_keys($report['scores']), $report['scores']);
    echo $name, ' ', implode(' ', $scores), "\n";
}
exit($failed ? 1 : 0);
