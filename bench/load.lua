-- SPDX-License-Identifier: ISC
-- load.lua: what wrk asks, for bench/run:
--
--	wrk ... -s load.lua URL -- KIND DELAY [FILE [SITE PAGES]]
--
--	KIND   get   the URL as it is
--	       poll  of the mailbox ids in FILE, each thread its own share
--	       hide  the same, their pages hidden
--	       new   page views of visitors that nobody has seen before
--	       next  further page views of visitors whom it has met
--	DELAY  ms before a request of a connection, on average

local threads = {}

function setup(thread)
	table.insert(threads, thread)
	thread:set("number", #threads)
end

local ids, at, tokens, views = {}, 0, {}, 0
local site, pages, ask, pause

local function hex(n)
	local out = {}
	for i = 1, n do
		out[i] = string.format("%02x", math.random(0, 255))
	end
	return table.concat(out)
end

local head = {["Content-Type"] = "application/x-www-form-urlencoded"}

local function hello(who)
	head["Origin"] = pages:gsub("%%3A", ":"):gsub("%%2F", "/")
	return wrk.format("POST", "/w/hello", head, "v=1&i=" .. hex(4)
	    .. "&site=" .. site .. "&view=" .. hex(8) .. "&url=" .. pages
	    .. "%2Ffern.html&title=Boston+fern&ref=&lang=en-GB"
	    .. "&tz=Europe%2FLondon&" .. who)
end

local function ask_for(state)
	at = at % #ids + 1
	return wrk.format("GET", "/w/poll/" .. ids[at] .. "?state=" .. state
	    .. "&i=0000000" .. number)
end

local asks = {
	get = function() return wrk.format("GET") end,
	poll = function() return ask_for("front") end,
	hide = function() return ask_for("hidden") end,
	new = function() return hello("nonce=" .. hex(16)) end,
	next = function()
		if #tokens < 100 then
			return hello("nonce=" .. hex(16))
		end
		at = at % #tokens + 1
		return hello("token=" .. tokens[at])
	end,
}

function init(args)
	math.randomseed(os.time() * 16 + number)
	ask, pause = asks[args[1]], tonumber(args[2])
	if args[4] then
		site, pages = args[4], args[5]
	end
	local line = 0
	for id in io.lines(args[3] or "/dev/null") do
		line = line + 1
		if line % 2 == number % 2 then
			ids[#ids + 1] = id
		end
	end
	if args[1] == "next" then
		function response(status, headers, body)
			local token = #tokens < 100
			    and body:match('"token":"(%x+)"')
			if token then
				tokens[#tokens + 1] = token
			end
		end
	end
end

function request()
	return ask()
end

-- Half to one and a half of it; without a pause as fast as it goes.
function delay()
	return pause == 0 and 0 or math.random(pause / 2, pause * 3 / 2)
end

function done(summary, latency)
	local e = summary.errors
	io.write(string.format("requests %d us %d bad %d p50 %d p99 %d\n",
	    summary.requests, summary.duration, e.connect + e.read + e.write
	    + e.status + e.timeout, latency:percentile(50),
	    latency:percentile(99)))
end
