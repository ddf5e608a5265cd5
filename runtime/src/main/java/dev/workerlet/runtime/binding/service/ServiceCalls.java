package dev.workerlet.runtime.binding.service;

import dev.workerlet.runtime.context.CallChain;
import dev.workerlet.runtime.context.EventDispatcher;
import dev.workerlet.runtime.context.FetchEvent;
import dev.workerlet.runtime.context.ServiceCaller;
import dev.workerlet.runtime.context.ServiceException;
import dev.workerlet.runtime.context.ServiceTarget;
import dev.workerlet.runtime.context.WorkerDefinition;
import dev.workerlet.runtime.message.FetchExchange;
import dev.workerlet.runtime.message.FetchRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls between workers: each is an event of its own on the way of all others, with the limits of the worker that is called,
 * on whichever loop that has its home. Thread-safe.
 */
public final class ServiceCalls implements ServiceCaller {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceCalls.class);

    private final EventDispatcher events;

    /** Calls that go to the loops through {@code events}. */
    public ServiceCalls(EventDispatcher events) {
        this.events = events;
    }

    @Override
    public Runnable call(
            String name,
            ServiceTarget target,
            FetchEvent caller,
            FetchRequest request,
            FetchExchange.NextCallback answer) {
        ServiceExchange exchange = new ServiceExchange(name, caller.exchange(), request, answer, events);
        try {
            CallChain calls = caller.calls().next();
            WorkerDefinition worker = target.worker();
            if (worker == null) {
                exchange.refuse("the worker behind env." + name + " is no longer there");
            } else {
                events.dispatch(worker, exchange.request(), exchange, calls);
            }
        } catch (ServiceException e) {
            exchange.refuse(e.reason());
        } catch (RuntimeException e) {
            LOG.error("[{}] env.{} can't be asked", caller.requestId(), name, e);
            exchange.refuse("the worker behind env." + name + " can't be asked");
        }
        return exchange::abort;
    }
}
