package io.ssmexport.wire;

/** Why a list can't be read on. */
public enum Objection {
    SAME_TOKEN("the token of the next page must change but came back as it was sent, so the list would never end"),
    EARLIER_TOKEN("the token of the next page must be new but is that of an earlier page, so the list would never end"),
    TOO_LONG("the list must end but goes on after " + TokenChain.MOST_PAGES + " pages, the most that are read");

    private final String words;

    Objection(String words) {
        this.words = words;
    }

    /** What must be, and was. */
    @Override
    public String toString() {
        return words;
    }
}
