package org.tresllaves.server;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Hangs up on whoever sends a body, or takes an answer, slower than the least rate. Each call is judged by its own bytes and by the time this server waited for
 * its caller, one span of patience after the other: what came fast at first buys no hour of standing still. Jetty's own handler divides the bytes of all calls
 * since the start by the time of one, so that soon nobody is too slow for it, and it looks at an answer only between writes.
 */
final class LeastRate extends Handler.Wrapper {
    private static final Duration TURN = Duration.ofSeconds(1);

    private final long patience;
    private final double least;
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();

    /** Bytes a second that a caller has to reach in each such span for which it was waited. */
    LeastRate(int rate, Duration patience) {
        this.patience = patience.toNanos();
        this.least = (double) rate * this.patience / Duration.ofSeconds(1).toNanos();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        look();
    }

    private void look() {
        long now = System.nanoTime();
        for (Call call : calls) {
            if ((call.in.isSlow(now) || call.out.isSlow(now)) && calls.remove(call)) {
                call.hangUp();
            }
        }
        if (isRunning() || isStarting()) {
            getServer().getScheduler().schedule(this::look, TURN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Call call = new Call(request);
        calls.add(call);
        Request.addCompletionListener(request, ended -> calls.remove(call));
        return super.handle(call, new Answer(call, response), callback);
    }

    /** One direction of a call: what came through in the present span, and how long of it the caller was waited for. */
    private final class Way {
        private long moved;
        private long waited;
        private long since;
        private boolean waiting;
        private Optional<ByteBuffer> going = Optional.empty();
        private int length;

        synchronized void begin() {
            since = System.nanoTime();
            waiting = true;
        }

        /** With a buffer from which bytes disappear as the caller takes them. */
        synchronized void begin(ByteBuffer buffer) {
            going = Optional.of(buffer);
            length = buffer.remaining();
            begin();
        }

        synchronized void end() {
            waited += System.nanoTime() - since;
            waiting = false;
            moved += taken();
            going = Optional.empty();
        }

        synchronized void came(int bytes) {
            moved += bytes;
        }

        private int taken() {
            return going.map(buffer -> length - buffer.remaining()).orElse(0);
        }

        /** At the end of a span of waiting, whether too little moved in it; then the next one begins. */
        synchronized boolean isSlow(long now) {
            if (!waiting || waited + now - since < patience) {
                return false;
            }
            boolean slow = moved + taken() < least;
            waited = 0;
            since = now;
            moved = -taken();
            return slow;
        }
    }

    /** A call, whose body is waited for between a demand and its answer. */
    private final class Call extends Request.Wrapper {
        private final Way in = new Way();
        private final Way out = new Way();

        Call(Request request) {
            super(request);
        }

        void hangUp() {
            getConnectionMetaData().getConnection().getEndPoint().close(new TimeoutException("a slow caller"));
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk chunk = super.read();
            if (chunk != null) {
                in.came(chunk.remaining());
            }
            return chunk;
        }

        @Override
        public void demand(Runnable ready) {
            in.begin();
            super.demand(Invocable.from(Invocable.getInvocationType(ready), () -> {
                in.end();
                ready.run();
            }));
        }
    }

    /** Its answer, which is waited for between a write and its end. */
    private static final class Answer extends Response.Wrapper {
        private final Call call;

        Answer(Call call, Response response) {
            super(call, response);
            this.call = call;
        }

        @Override
        public void write(boolean last, @Nullable ByteBuffer bytes, Callback callback) {
            call.out.begin(bytes == null ? ByteBuffer.allocate(0) : bytes);
            super.write(last, bytes, Callback.from(callback.getInvocationType(), () -> {
                call.out.end();
                callback.succeeded();
            }, failure -> {
                call.out.end();
                callback.failed(failure);
            }));
        }
    }
}
