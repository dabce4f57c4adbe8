package io.ssmexport.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {

    /** With names as long as they may be; at about these numbers the page is largest. */
    @ParameterizedTest
    @CsvSource({"15000, 150", "8000, 600"})
    void itStaysBelowAMegabyteForSixHundredAccounts(int invocations, int accounts) {
        assertThat(SamplePage.large(invocations, accounts).getBytes(UTF_8)).hasSizeBetween(300_000, 1_000_000);
    }

    @Test
    void itAllowsNothingButItsOwnScriptsAndStyleByTheirHashes() {
        Document page = Jsoup.parse(SamplePage.usual());
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .isEqualTo("default-src 'none'; script-src " + Asset.charts().hash() + " "
                        + Asset.script().hash() + "; style-src " + Asset.style().hash()
                        + "; base-uri 'none'; form-action 'none'");
        assertThat(page.select("script:not([type])")).hasSize(2);
        assertThat(page.select("script:not([type])").get(1).data())
                .isEqualTo(Asset.script().text());
        assertThat(page.select("[style], [src], link, img, iframe, a[href]:not([href^=#])"))
                .isEmpty();
    }

    @Test
    void nothingFromOutsideIsMarkup() {
        Document usual = Jsoup.parse(SamplePage.usual());
        Document hostile = Jsoup.parse(SamplePage.hostile());
        assertThat(hostile.getAllElements().eachAttr("onload")).isEmpty();
        assertThat(hostile.select("script")).hasSameSizeAs(usual.select("script"));
        assertThat(hostile.select("img, iframe, object")).isEmpty();
        assertThat(hostile.select("#data").get(0).data()).doesNotContain("<", "\u2028", "\u2029");
        assertThat(hostile.select("#t-documents th bdi").eachText()).contains("<script>window.hacked = 1</script>");
    }

    @Test
    void whatHadNoRoomIsSaidBesideTheNumbersThatLackIt() {
        Document page = Jsoup.parse(SamplePage.usualInLittleRoom());
        assertThat(page.select("#failures .more").text())
                .contains("kinds of failures, too many to keep all", "may have happened", "exact", "JAVA_OPTS=-Xmx");
        assertThat(page.select("#t-failures [data-is=count]").eachText()).anyMatch(count -> count.startsWith("≥ "));
        assertThat(page.select("#silent .more").text()).contains("the first 2 that were met are looked at");
        assertThat(page.select("#c-silent .value").text()).startsWith("≥ ");
        assertThat(page.select("#c-failures .value").text())
                .isEqualTo(Jsoup.parse(SamplePage.usual())
                        .select("#c-failures .value")
                        .text());
        assertThat(Jsoup.parse(SamplePage.usual()).select("#failures .more, #silent .more"))
                .isEmpty();
    }

    /** A manager who gets the link reads numbers, not the panel above them. */
    @Test
    void howCompleteItIsStandsInEachPanelThatHasNumbersOfTheHistory() {
        for (String html : List.of(SamplePage.usual(), SamplePage.messy(), SamplePage.empty())) {
            Document page = Jsoup.parse(html);
            assertThat(page.select("section:not(:has(.badge, .verdict))").eachAttr("id"))
                    .containsExactly("runs");
        }
    }

    @Test
    void oneDayIsNoDays() {
        Document page = Jsoup.parse(SamplePage.messy());
        page.select("#data, script, style").remove();
        assertThat(page.text()).contains("1 day in UTC", "in the 1 day before").doesNotContain("1 days");
        assertThat(page.select(".verdict").text()).startsWith("0 of 1 day complete");
        assertThat(page.select(".verdict.good")).isEmpty();
    }

    @Test
    void whereThereIsNothingEachTableSaysSo() {
        Document page = Jsoup.parse(SamplePage.empty());
        assertThat(page.select("table.sortable tbody tr").eachText())
                .containsExactly("None.", "None.", "None.", "Nothing: all have ended.", "None.", "None is known here.");
        assertThat(page.select("figcaption")).isEmpty();
    }

    @Test
    void withoutAStateNothingIsSaidToBeComplete() {
        assertThat(Jsoup.parse(SamplePage.empty()).select(".badge").eachText()).containsOnly("completeness unknown");
        assertThat(Jsoup.parse(SamplePage.usual()).select(".badge").eachText()).containsOnly("8 of 10 days complete");
    }
}
