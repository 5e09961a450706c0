package dev.arrway.upstream.sabnzbd;

import dev.arrway.kind.download.DownloadSource;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** NZB files made by tests: one posted file in a few segments. */
final class Nzb {
  private Nzb() {}

  /** Ids of the segments that a file with this name has. */
  static List<String> segments(String name, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(n -> name + "." + n + "@arrway.test").toList();
  }

  static DownloadSource.File file(String name, int segments, int segmentBytes) {
    String ids =
        IntStream.rangeClosed(1, segments)
            .mapToObj(
                n ->
                    "<segment bytes=\"%d\" number=\"%d\">%s</segment>"
                        .formatted(segmentBytes, n, segments(name, segments).get(n - 1)))
            .collect(Collectors.joining("\n"));
    String text =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <!DOCTYPE nzb PUBLIC "-//newzBin//DTD NZB 1.1//EN" "http://www.newzbin.com/DTD/nzb/nzb-1.1.dtd">
        <nzb xmlns="http://www.newzbin.com/DTD/2003/nzb">
         <file poster="tests@arrway.test" date="1700000000"
             subject="%s [1/1] - &quot;%s.bin&quot; yEnc (1/%d)">
          <groups><group>alt.binaries.test</group></groups>
          <segments>%s</segments>
         </file>
        </nzb>
        """
            .formatted(name, name, segments, ids);
    return new DownloadSource.File(name + ".nzb", Buffer.buffer(text));
  }
}
