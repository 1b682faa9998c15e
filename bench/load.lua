-- SPDX-License-Identifier: ISC
-- load.lua: what wrk asks, for bench/run:
--
--	wrk ... -s load.lua URL -- KIND GAP [FILE [SITE PAGES]]
--
--	KIND   get   the URL as it is
--	       poll  of the mailbox ids in FILE, each thread its own share
--	       hide  the same, their pages hidden
--	       new   page views of visitors that nobody has seen before; their
--	             tokens go to FILE
--	       next  a further page view of each visitor whose token is in FILE
--	GAP    ms between two requests of a thread, on average, whatever the time
--	       that the replies take; 0: as fast as it goes

local ffi = require("ffi")
ffi.cdef [[
	struct beckon_time { long s, ns; };
	int clock_gettime(int, struct beckon_time *);
]]

local threads = {}

function setup(thread)
	table.insert(threads, thread)
	thread:set("number", #threads)
end

local ids, at = {}, 0
local site, pages, ask, gap

local function hex(n)
	local out = {}
	for i = 1, n do
		out[i] = string.format("%02x", math.random(0, 255))
	end
	return table.concat(out)
end

local function an_id()
	at = at % #ids + 1
	return ids[at]
end

local head = {["Content-Type"] = "application/x-www-form-urlencoded"}

local function hello(who)
	head["Origin"] = pages:gsub("%%3A", ":"):gsub("%%2F", "/")
	return wrk.format("POST", "/w/hello", head, "v=1&i=" .. hex(4)
	    .. "&site=" .. site .. "&view=" .. hex(8) .. "&url=" .. pages
	    .. "%2Ffern.html&title=Boston+fern&ref=&lang=en-GB"
	    .. "&tz=Europe%2FLondon&" .. who)
end

local function poll(state)
	return wrk.format("GET", "/w/poll/" .. an_id() .. "?state=" .. state
	    .. "&i=0000000" .. number)
end

local asks = {
	get = function() return wrk.format("GET") end,
	poll = function() return poll("front") end,
	hide = function() return poll("hidden") end,
	new = function() return hello("nonce=" .. hex(16)) end,
	next = function() return hello("token=" .. an_id()) end,
}

local function keep_tokens(file)
	local out = assert(io.open(file, "a"))
	out:setvbuf("line")
	function response(status, headers, body)
		local token = body:match('"token":"(%x+)"')
		if token then
			out:write(token, "\n")
		end
	end
end

function init(args)
	math.randomseed(os.time() * 16 + number)
	ask, gap = asks[args[1]], tonumber(args[2])
	site, pages = args[4], args[5]
	if args[1] == "new" then
		return keep_tokens(args[3])
	end
	local line = 0
	for id in io.lines(args[3]) do
		line = line + 1
		if line % 2 == number % 2 then
			ids[#ids + 1] = id
		end
	end
end

function request()
	return ask()
end

local clock, due = ffi.new("struct beckon_time")

-- How long this connection waits: until the next request of the thread is due.
function delay()
	if gap == 0 then
		return 0
	end
	ffi.C.clock_gettime(1, clock)
	local now = tonumber(clock.s) * 1000 + tonumber(clock.ns) / 1e6
	due = (due or now) + gap * (0.5 + math.random())
	return math.max(0, due - now)
end

function done(summary, latency)
	local e = summary.errors
	io.write(string.format("requests %d us %d bad %d p50 %d p99 %d\n",
	    summary.requests, summary.duration, e.connect + e.read + e.write
	    + e.status + e.timeout, latency:percentile(50),
	    latency:percentile(99)))
end
