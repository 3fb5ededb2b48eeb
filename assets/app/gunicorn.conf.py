"""gunicorn, for a host with two virtual CPUs and 1 GiB of memory."""

wsgi_app = "crew:create_app()"
bind = "0.0.0.0:8000"

# Two processes, so that one that hangs or dies leaves another; threads, since requests wait for the database most of the time.
workers = 2
worker_class = "gthread"
threads = 4
# Loaded once and shared by both. No connection is opened before the processes part.
preload_app = True

# The workers' signs of life, in memory: the container's file system is read-only.
worker_tmp_dir = "/dev/shm"
control_socket_disable = True

timeout = 30
# Less than the ten seconds Docker waits before it kills.
graceful_timeout = 8
max_requests = 5000
max_requests_jitter = 500

# Only nginx is on the same network, and it sets X-Forwarded-For itself.
forwarded_allow_ips = "*"

# nginx logs the requests; here go errors, to stderr.
accesslog = None
errorlog = "-"
loglevel = "info"
