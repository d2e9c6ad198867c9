package org.tresllaves.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** APPROVE: a member's consent to one whole request, with the hash of the bundle it made for each reader (spec: opening). */
public record ApproveNote(Head head, Hash request, List<Bundle> bundles) implements DocketNote {
    public static final String TYPE = "tresllaves/v1/approve";

    /** The reader, by index, and H("bundle" | the bundle made for it). */
    public record Bundle(int reader, Hash hash) {
    }

    public ApproveNote {
        bundles = List.copyOf(bundles);
    }

    static ApproveNote read(Lines in) throws Malformed {
        Head head = Head.read(in);
        Hash request = in.hash(in.token("request"));
        List<Bundle> bundles = new ArrayList<>();
        while (in.next("bundle")) {
            List<String> tokens = in.tokens("bundle", 2);
            bundles.add(new Bundle(DocketNote.index(in, tokens.get(0)), in.hash(tokens.get(1))));
        }
        DocketNote.require(!bundles.isEmpty(), Flaw.NO_READER);
        DocketNote.require(DocketNote.rises(bundles.stream().map(b -> (long) b.reader()).toList()), Flaw.ORDER);
        return new ApproveNote(head, request, bundles);
    }

    /** The hash of the bundle for this reader, if there is one. */
    public Optional<Hash> bundleFor(int reader) {
        return bundles.stream().filter(bundle -> bundle.reader() == reader).map(Bundle::hash).findFirst();
    }

    @Override
    public String encode() {
        StringBuilder out = new StringBuilder(head.encode(TYPE)).append("request ").append(request).append('\n');
        bundles.forEach(b -> out.append("bundle ").append(b.reader()).append(' ').append(b.hash()).append('\n'));
        return out.toString();
    }
}
