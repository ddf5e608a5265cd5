package dev.workerlet.servlet.cdi;

import dev.workerlet.runtime.Workerlet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;

/** Makes the web application's runtime a bean; it starts when a bean uses it, if no servlet has started it before. */
@Dependent
public class RuntimeProducer {
    private final ApplicationHolder holder;

    /** For injection. */
    @Inject
    public RuntimeProducer(ApplicationHolder holder) {
        this.holder = holder;
    }

    /** The runtime of the web application that the beans belong to. */
    @Produces
    @ApplicationScoped
    public Workerlet runtime() {
        return holder.application().retain();
    }

    /** Gives it back; it ends with the last one who has it. */
    public void release(@Disposes Workerlet runtime) {
        holder.application().release();
    }
}
