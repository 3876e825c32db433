# Allows itself more of everything.
# inside: ValueError
# without: not tried, too dangerous
import resource

resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
gained = True
