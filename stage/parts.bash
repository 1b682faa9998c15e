# SPDX-License-Identifier: ISC
# The steps of stage/up.  They use its variables: top dir build run me
# db_socket template scheme conf_lines nginx_names and the addresses.

# Where the sockets are.  A socket's path holds 107 characters at most: deep
# below a build folder it goes by way of a short link.
run_folder() {
	local short
	rm -rf "$dir/run"
	if [ ${#dir} -gt 80 ]; then
		short=$(mktemp -d "${TMPDIR:-/tmp}/beckon.XXXXXX")
		ln -s "$short" "$dir/run"
		echo "$short"
	else
		mkdir "$dir/run"
		echo "$dir/run"
	fi
}

# The database and the keys of the system in $join are this host's too.
join_host() {
	[ -e "$join/env" ] || die "nothing runs in $join"
	rm -rf "$dir/accounts" "$dir/keys"
	ln -s "$join/accounts" "$dir/accounts"
	ln -s "$join/keys" "$dir/keys"
	only=${only/mariadb,/}
	db_socket=$(. "$join/env" && echo "$DB_SOCKET")
	site_key=$(. "$join/env" && echo "$SITE_KEY")
}

# The path of an executable, which must have been built.
program() {
	[ -x "$build/cgi-bin/$1" ] || die "$build/cgi-bin/$1 is missing: make"
	echo "$build/cgi-bin/$1"
}

crowd() {
	local file
	for file in "$build/bench/crowd" "$top/bench/crowd"; do
		[ ! -x "$file" ] || { echo "$file"; return; }
	done
	die "bench/crowd is missing: make"
}

# --- The database -----------------------------------------------------------

new_database() {
	# Temporary tables in its tmpdir are deleted, whosesoever they are.
	mariadb-install-db --no-defaults --datadir="$1" --user="$me" \
	    --tmpdir="$dir/tmp" \
	    --auth-root-authentication-method=socket \
	    --auth-root-socket-user="$me" --skip-test-db --skip-name-resolve \
	    --innodb-log-file-size=32M >"$dir/log/install-db.log" 2>&1 ||
	    die "no database could be made, see $dir/log/install-db.log"
}

# A data folder, new where there is none.
database_folder() {
	local lock
	[ ! -d "$dir/data/mysql" ] || return 0
	rm -rf "$dir/data"
	if [ -z "$template" ]; then
		new_database "$dir/data.new"
	else
		mkdir -p "$(dirname "$template")"
		# One makes it, who comes meanwhile waits.
		exec {lock}>"$template.lock"
		flock "$lock"
		if [ ! -d "$template/mysql" ]; then
			rm -rf "$template.new"
			new_database "$template.new"
			mv -T "$template.new" "$template"
		fi
		exec {lock}>&-
		cp -a --reflink=auto "$template" "$dir/data.new"
	fi
	mv "$dir/data.new" "$dir/data"
}

sql() {
	mariadb --no-defaults --socket="$db_socket" --user="$me" \
	    --batch --skip-column-names "$@"
}

wait_for_database() {
	local n
	for ((n = 0; n < 600; n++)); do
		if sql -e 'SELECT 1' >"$dir/log/wait.log" 2>&1; then
			return 0
		fi
		kill -0 "${pid[mariadb]}" || die "no mariadb"
		sleep 0.1
	done
	die "the database does not answer, see $dir/log/mariadb.log"
}

random_word() {
	openssl rand -hex "$1"
}

beckonctl() {
	"$build/beckonctl" -c "$dir/beckon.conf" -s "$top/schema" "$@"
}

# Schema, accounts, keys, and on the first run an operator and a site.
make_database() {
	local log=$dir/log/setup.log
	printf '%s\n' '[client]' "socket=$db_socket" "user=$me" \
	    "database=beckon" >"$dir/accounts/admin.cnf"
	# The sockets may have moved since the accounts were made.
	sed -i "s|^socket=.*|socket=$db_socket|" "$dir"/accounts/*.cnf
	sql -e 'CREATE DATABASE IF NOT EXISTS beckon
	    CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci'
	{ beckonctl migrate && beckonctl grants; } >"$log" 2>&1 ||
	    die "the schema: $(tail -n 3 "$log")"
	beckonctl keys >>"$log" 2>&1 || die "keys: $(tail -n 3 "$log")"
	first_people
}

first_people() {
	if [ "$(sql beckon -e 'SELECT COUNT(*) FROM site')" = 0 ]; then
		sql beckon -e "INSERT IGNORE INTO department (name, alias)
		    VALUES ('Sales', 'sales'), ('Support', 'support')"
		beckonctl site add 'Demo shop' shop.localhost >/dev/null
	fi
	admin_password=
	if [ "$(sql beckon -e "SELECT COUNT(*) FROM operator
	    WHERE login = 'admin'")" = 0 ]; then
		admin_password=$(beckonctl operator add admin \
		    -n Administrator -r Administrator -a |
		    sed -n 's/^password //p')
	fi
	site_key=$(sql beckon -e 'SELECT site_key FROM site ORDER BY id LIMIT 1')
}

# --- Configuration ----------------------------------------------------------

make_conf() {
	local base=$office_url also=$office_tls_url line
	[ "$scheme" = http ] || { base=$office_tls_url also=$office_url; }
	{
		echo "# Written by stage/up at each start."
		echo "base $base"
		echo "base.also $also"
		echo "run $run"
		echo "templates $top/templates"
		echo "www $build/www/build"
		echo "keys $dir/keys"
		for line in visit invite office pulse admin; do
			echo "database.$line $dir/accounts/$line.cnf"
		done
		for line in "${conf_lines[@]}"; do
			echo "$line"
		done
	} >"$dir/beckon.conf"
}

make_certificate() {
	[ ! -s "$dir/tls/tls.pem" ] || return 0
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
	    -nodes -days 825 -subj /CN=localhost -addext \
	    'subjectAltName=DNS:localhost,DNS:*.localhost,IP:127.0.0.1' \
	    -keyout "$dir/tls/tls.key" -out "$dir/tls/tls.new" \
	    >"$dir/log/certificate.log" 2>&1 || die "no certificate"
	mv "$dir/tls/tls.new" "$dir/tls/tls.pem"
}

# The shop's pages with the snippet that an operator would copy.
make_shop() {
	local page snippet= name
	if [ -n "${site_key:-}" ]; then
		snippet=$(beckonctl site snippet "$site_key")
	fi
	for page in "$top"/stage/shop/*; do
		name=$(basename "$page")
		SNIPPET=$snippet perl -pe 's{<!-- snippet ?(.*?) -->}{
			my ($more, $s) = ($1, $ENV{SNIPPET});
			$s =~ s/(?=><\/script>)/ $more/ if $more ne "";
			$s}e' "$page" >"$dir/shop/$name"
	done
}

make_nginx() {
	local files=$((2 * connections)) workers=2 user_line= file
	local give=("DIR=$dir" "RUN=$run" "NGINX=$dir/nginx" "SHOP=$dir/shop"
	    "WWW=$build/www/build" "HOST=localhost"
	    "HTTP_LISTEN=127.0.0.1:$HTTP_PORT" "TLS_LISTEN=127.0.0.1:$TLS_PORT"
	    "HTTPS_PORT=:$TLS_PORT" "SHOP_LISTEN=127.0.0.1:$SHOP_PORT"
	    "SHOP_TLS_LISTEN=127.0.0.1:$SHOP_TLS_PORT"
	    "VISITOR_LOG=$dir/log/nginx-access.log beckon_visitors"
	    "CERTIFICATE=$dir/tls/tls.pem"
	    "CERTIFICATE_KEY=$dir/tls/tls.key"
	    "WRITE_RATE=20000r/s" "POLL_RATE=50000r/s" "OFFICE_RATE=20000r/s")

	# What the caller gives goes before what we give.
	give=("${nginx_names[@]}" "${give[@]}")
	# Where a worker may not hold so many, more of them do.
	if [ "$(ulimit -Hn)" != unlimited ] &&
	    [ "$(ulimit -Hn)" -lt "$files" ]; then
		files=$(ulimit -Hn)
		workers=$((2 + 2 * connections / files))
	fi
	ulimit -n "$files"
	[ "$(id -u)" != 0 ] || user_line="user $me;"
	give+=("WORKERS=$workers" "FILES=$files"
	    "CONNECTIONS=$((files * 3 / 4))"
	    "USER_LINE=$user_line")
	[ -s "$build/www/build/embed.js" ] ||
	    die "$build/www/build is missing: make"
	[ -z "$express" ] || give+=("EXPRESS=$dir/nginx/express.conf")
	cp "$top/nginx/fastcgi.conf" "$top/nginx/poll.conf" "$dir/nginx/"
	for file in beckon express shop main; do
		"$top/nginx/substitute" "$top/nginx/$file.conf" "${give[@]}" \
		    >"$dir/nginx/$file.conf" || die "nginx/$file.conf"
	done
	mv "$dir/nginx/main.conf" "$dir/nginx/nginx.conf"
	nginx -e "$dir/log/nginx-error.log" -t -c "$dir/nginx/nginx.conf" \
	    >"$dir/log/nginx-test.log" 2>&1 ||
	    die "nginx: $(grep -m 1 emerg "$dir/log/nginx-test.log")"
}

# --- Is it there? -----------------------------------------------------------

# Each part answers a request that needs it, within a minute.
check_health() {
	perl "$top/stage/health" "$office_url" "$shop_url" "$only" ||
	    die "not healthy, see $dir/log"
}

make_env() {
	{
		printf '%s=%q\n' OFFICE_URL "$office_url" SHOP_URL "$shop_url" \
		    OFFICE_TLS_URL "$office_tls_url" \
		    SHOP_TLS_URL "$shop_tls_url" HTTP_PORT "$HTTP_PORT" \
		    SHOP_PORT "$SHOP_PORT" TLS_PORT "$TLS_PORT" \
		    SHOP_TLS_PORT "$SHOP_TLS_PORT" RUN_DIR "$run" \
		    DB_SOCKET "$db_socket" DB_NAME beckon \
		    CONF "$dir/beckon.conf" ADMIN_LOGIN admin \
		    ADMIN_PASSWORD "${admin_password:-}" \
		    SITE_KEY "${site_key:-}" PIDS_DIR "$dir/pids" UP_PID $$
	} >"$dir/env.new"
	mv "$dir/env.new" "$dir/env"
}
