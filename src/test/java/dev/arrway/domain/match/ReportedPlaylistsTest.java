package dev.arrway.domain.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.m3u.M3uEntry;
import dev.arrway.domain.m3u.M3uParser;
import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.domain.media.MediaKind;
import dev.arrway.domain.parse.EntryParser;
import dev.arrway.domain.parse.ParsedEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole playlists that users reported, against the library that they had. */
class ReportedPlaylistsTest {

  private final EntryParser parser = new EntryParser(2027);

  @Test
  void fractions() {
    List<ParsedEntry> read =
        read(
            """
            #EXTM3U
            #EXTINF:-1 group-title="VOD",9 1/2 Weeks (1986)
            http://h.example/movie/u/p/1.mkv
            #EXTINF:-1 group-title="VOD",8 1/2 (1963)
            http://h.example/movie/u/p/2.mkv
            #EXTINF:-1 group-title="VOD",The Naked Gun 2 1/2: The Smell of Fear (1991)
            http://h.example/movie/u/p/3.mkv
            #EXTINF:-1 group-title="VOD",The.Naked.Gun.2.1.2.The.Smell.of.Fear.1991.1080p
            http://h.example/movie/u/p/4.mkv
            #EXTINF:-1 group-title="VOD",9½ Weeks (1986)
            http://h.example/movie/u/p/5.mkv
            """);
    LibraryIndex library =
        LibraryIndex.of(
            List.of(
                title(1, MediaKind.MOVIE, "9½ Weeks", 1986),
                title(2, MediaKind.MOVIE, "8½", 1963),
                title(3, MediaKind.MOVIE, "The Naked Gun 2½: The Smell of Fear", 1991)));
    assertThat(ids(library, read)).containsExactly("1", "2", "3", "3", "1");
    assertThat(read.get(4).title()).isEqualTo("9½ Weeks");
  }

  @Test
  void plusForAnd() {
    List<ParsedEntry> read =
        read(
            """
            #EXTM3U
            #EXTINF:-1 group-title="VOD",Romeo & Juliet (1996)
            http://h.example/movie/u/p/1.mkv
            #EXTINF:-1 group-title="VOD",Romeo and Juliet (1996)
            http://h.example/movie/u/p/2.mkv
            #EXTINF:-1 group-title="SERIES",LOVE DEATH + ROBOTS S01E01
            http://h.example/series/u/p/9.mkv
            """);
    LibraryIndex library =
        LibraryIndex.of(
            List.of(
                title(1, MediaKind.MOVIE, "Romeo + Juliet", 1996),
                title(2, MediaKind.SERIES, "Love, Death & Robots", 2019)));
    assertThat(ids(library, read)).containsExactly("1", "1", "2");
  }

  @Test
  void articleAtTheEnd() {
    List<ParsedEntry> read =
        read(
            """
            #EXTM3U
            #EXTINF:-1 group-title="VOD",Rocky Horror Picture Show The (1975)
            http://h.example/movie/u/p/1.mkv
            """);
    LibraryIndex library =
        LibraryIndex.of(List.of(title(1, MediaKind.MOVIE, "The Rocky Horror Picture Show", 1975)));
    assertThat(ids(library, read)).containsExactly("1");
  }

  @Test
  void htmlEntities() {
    List<ParsedEntry> read =
        read(
            """
            #EXTM3U
            #EXTINF:-1 group-title="VOD",Zaw&oacute;d gangster (2007)
            http://h.example/movie/u/p/1.mkv
            #EXTINF:-1 group-title="VOD",Berl&iacute;n (2023)
            http://h.example/movie/u/p/2.mkv
            #EXTINF:-1 group-title="VOD",Quiet &amp;amp; Harbour (2019)
            http://h.example/movie/u/p/3.mkv
            """);
    assertThat(read)
        .extracting(ParsedEntry::title)
        .containsExactly("Zawód gangster", "Berlín", "Quiet & Harbour");
  }

  @Test
  void yearAttribute() {
    List<ParsedEntry> read =
        read(
            """
            #EXTM3U
            #EXTINF:5760 year="2019" group-title="Ultra HD",Quiet Harbour (4K HDR)
            #EXTIMG:http://h.example/p.jpg
            #EXTDESC:Text
            http://h.example/stream.m3u8
            #EXTINF:5760 year="2019" group-title="VOD",Quiet Harbour
            http://h.example/movie/u/p/1.mp4
            """);
    assertThat(read).extracting(ParsedEntry::kind).containsOnly(MediaKind.MOVIE);
    assertThat(read).extracting(ParsedEntry::year).containsOnly(2019);
    assertThat(read).extracting(ParsedEntry::title).containsOnly("Quiet Harbour");
  }

  @Test
  void arabicTypeWords() {
    List<ParsedEntry> read =
        read(
            """
            #EXTM3U
            #EXTINF:-1 group-title="أفلام",فيلم الرسالة (1976)
            http://h.example/movie/u/p/1.mp4
            #EXTINF:-1 group-title="مسلسلات",مسلسل النور الموسم 1 الحلقة 2
            http://h.example/series/u/p/2.mp4
            """);
    LibraryIndex library =
        LibraryIndex.of(
            List.of(
                title(1, MediaKind.MOVIE, "The Message", 1976, "الرسالة"),
                title(2, MediaKind.SERIES, "Al Noor", 2010, "النور")));
    assertThat(ids(library, read)).containsExactly("1", "2");
    assertThat(read.get(0).readings())
        .extracting(reading -> reading.title())
        .contains("الرسالة", "فيلم الرسالة");
  }

  private List<ParsedEntry> read(String playlist) {
    List<M3uEntry> entries = new ArrayList<>();
    M3uParser m3u = new M3uParser(entries::add);
    m3u.accept(playlist.getBytes(StandardCharsets.UTF_8));
    m3u.finish();
    return entries.stream().map(parser::parse).toList();
  }

  /** The library ids of what the library holds; "" for what it does not. */
  private static List<String> ids(LibraryIndex library, List<ParsedEntry> read) {
    return read.stream()
        .map(library::match)
        .map(result -> result.isHeld() ? result.title().libraryId() : "")
        .toList();
  }

  private static LibraryTitle title(
      int id, MediaKind kind, String title, int year, String... others) {
    return new LibraryTitle(
        "1",
        Integer.toString(id),
        kind,
        kind == MediaKind.MOVIE ? id : null,
        kind == MediaKind.SERIES ? id : null,
        null,
        title,
        null,
        List.of(others),
        year,
        null);
  }
}
