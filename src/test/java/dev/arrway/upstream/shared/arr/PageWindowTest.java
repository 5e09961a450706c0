package dev.arrway.upstream.shared.arr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageWindowTest {
  /** What a server that counts pages answers. */
  private static List<Integer> page(int rows, int page, int size) {
    return IntStream.range(0, rows).skip((long) (page - 1) * size).limit(size).boxed().toList();
  }

  @Property(tries = 5_000)
  void thePagesHoldExactlyTheRowsAskedFor(
      @ForAll @IntRange(max = 100_000) int offset,
      @ForAll @IntRange(min = 1, max = 1_000) int limit,
      @ForAll @IntRange(max = 3_000) int beyond) {
    int rows = offset + beyond;
    PageWindow window = PageWindow.of(offset, limit);
    List<Integer> read =
        IntStream.range(window.page(), window.page() + window.pages())
            .mapToObj(page -> page(rows, page, window.size()))
            .flatMap(List::stream)
            .toList();
    int from = Math.min(window.skip(), read.size());
    int to = Math.min(from + window.limit(), read.size());
    assertThat(read.subList(from, to))
        .isEqualTo(IntStream.range(offset, Math.min(offset + limit, rows)).boxed().toList());
    assertThat(window.pages() * window.size()).isLessThanOrEqualTo(2 * limit);
    assertThat(window.size()).isLessThanOrEqualTo(PageWindow.LARGEST);
  }

  @ParameterizedTest
  @CsvSource({
    "0,50,1,1,50,0",
    "100,50,3,1,50,0",
    "5,10,1,1,15,5",
    "30,50,1,1,80,30",
    "500,1000,1,2,1000,500",
    "2147483647,1000,2147484,2,1000,647",
  })
  void asFewPagesAsPossible(int offset, int limit, int page, int pages, int size, int skip) {
    assertThat(PageWindow.of(offset, limit))
        .isEqualTo(new PageWindow(page, pages, size, skip, limit));
  }

  @Test
  void refusesWhatNoListHas() {
    assertThatThrownBy(() -> PageWindow.of(-1, 10)).hasMessageContaining("offset -1");
    assertThatThrownBy(() -> PageWindow.of(0, 1_001)).hasMessageContaining("limit 1001");
  }
}
