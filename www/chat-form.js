/* SPDX-License-Identifier: ISC */
/*
 * chat-form.js: the one form of the widget: a text, and above it what else
 * is asked for.  It keeps what was typed, and the focus, when the view around
 * it changes; the text also over page loads.
 */

const FIELDS = {name: ['text', 'name', 100], email: ['email', 'email', 190],
	phone: ['tel', 'tel', 40]};

class Form {
	/* on.send(text, fields), on.typing(something there). */
	constructor(core, on) {
		this.core = core;
		this.on = on;
		this.area = el('textarea', {rows: 1, maxLength: 2000,
		    dir: 'auto', value: core.kept('draft', 'sessionStorage') ||
		    ''});
		this.error = el('p', {className: 'error', role: 'alert',
		    hidden: true});
		this.small = button('send', 'send', word('send'));
		this.small.type = 'submit';
		this.wide = el('button', {type: 'submit', className: 'wide'},
		    word('sendLeft'));
		this.inputs = {};
		this.labels = {};
		this.row = el('div', {className: 'row'}, this.area, this.small);
		this.node = el('form', {noValidate: true},
		    ...Object.keys(FIELDS).map((name) => this.field(name)),
		    this.row, this.error, this.wide);
		this.node.addEventListener('submit', (event) => {
			event.preventDefault();
			this.submit();
		});
		this.area.addEventListener('input', () => this.input());
		this.area.addEventListener('keydown', (event) => {
			if (event.key !== 'Enter' || event.shiftKey ||
			    event.isComposing || this.tall)
				return;
			event.preventDefault();
			this.submit();
		});
	}

	field(name) {
		const [type, autocomplete, maxLength] = FIELDS[name];
		const input = this.inputs[name] = el('input', {type, name,
		    autocomplete, maxLength, dir: 'auto'});

		return this.labels[name] = el('label', {}, el('span', {},
		    word(name), ' ', el('small', {})), input);
	}

	/* need: names that must be filled in, may: that can be; alone: they
	 * can be sent without a text. */
	ask(need, may, hint, tall, alone) {
		this.need = need;
		this.alone = alone;
		this.tall = tall;
		for (const name in FIELDS) {
			const must = need.includes(name);

			this.labels[name].hidden = !must && !may.includes(name);
			this.inputs[name].required = must;
			this.labels[name].querySelector('small').textContent =
			    must ? '' : '(' + word('optional') + ')';
		}
		this.area.placeholder = word(hint);
		this.area.setAttribute('aria-label', word(hint));
		this.area.className = tall ? 'area' : '';
		this.row.className = tall ? '' : 'row';
		this.small.hidden = tall;
		this.wide.hidden = !tall;
		this.grow();
	}

	/* In another place, with the focus where it was. */
	place(parent) {
		const focus = this.node.getRootNode().activeElement;
		const inside = focus && this.node.contains(focus);

		if (this.node.parentNode === parent)
			return;
		parent.append(this.node);
		if (inside)
			focus.focus();
		this.grow();
	}

	grow() {
		const high = this.area.value.includes('\n') ||
		    this.area.value.length > 30;

		this.area.style.height = '';
		if (high && !this.tall && this.area.scrollHeight)
			this.area.style.height = this.area.scrollHeight + 'px';
	}

	input() {
		this.draft();
		this.grow();
		this.on.typing(this.area.value.trim() !== '');
	}

	draft() {
		this.core.keep('draft', this.area.value || null,
		    'sessionStorage');
	}

	submit() {
		const text = this.area.value.trim();
		const given = {};
		const bad = [];

		for (const name in FIELDS) {
			const input = this.inputs[name];

			if (this.labels[name].hidden)
				continue;
			input.value = input.value.trim();
			given[name] = input.value;
			if (!input.checkValidity())
				bad.push(name);
		}
		this.mark(bad);
		if (bad.length) {
			this.inputs[bad[0]].focus();
		} else if (text || this.alone && given.email) {
			this.set('');
			this.on.send(text, given);
		} else {
			this.area.focus();
		}
	}

	mark(bad, why = 'fields') {
		for (const name in FIELDS)
			this.inputs[name].setAttribute('aria-invalid',
			    bad.includes(name));
		this.error.hidden = !bad.length;
		this.error.textContent = bad.length ? word(why) : '';
	}

	/* The text could not be sent: it is the person's again. */
	refuse(text, bad, why) {
		this.set(this.area.value ? text + '\n' + this.area.value : text);
		this.mark(bad, why);
	}

	set(text) {
		this.area.value = text;
		this.draft();
		this.grow();
	}
}
