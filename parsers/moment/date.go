package moment

// readDate reads a date in numbers, with the marks of Chinese, Japanese and Korean, or
// with a month's name, and the weekday beside it.
func (l *line) readDate() {
	l.hasDate = l.numericDate() || l.markedDate() || l.namedDate()
	if !l.hasDate {
		return
	}
	for i, t := range l.tokens {
		if t.kind == 'a' && weekdays[t.text] != 0 {
			l.days = weekdays[t.text]
			l.take(i, 1)
			return
		}
	}
}

// numericDate reads 2026-03-10, 2026. 03. 10., 10.03.2026, 03/10/2026 and the like.
func (l *line) numericDate() bool {
	for i := range l.tokens {
		if !l.is(i, "0") || i+4 >= len(l.tokens) || !l.is(i+2, "0") || !l.is(i+4, "0") {
			continue
		}
		sign := l.tokens[i+1].kind
		if sign != l.tokens[i+3].kind || sign != '/' && sign != '-' && sign != '.' {
			continue
		}
		a, b, c := l.tokens[i].n, l.tokens[i+2].n, l.tokens[i+4].n
		switch {
		case l.digits(i, 4, 4) && l.digits(i+2, 1, 2) && l.digits(i+4, 1, 2):
			l.year, l.first, l.second = a, b, c
		case l.digits(i, 1, 2) && l.digits(i+2, 1, 2) && l.digits(i+4, 4, 4):
			l.year, l.first, l.second = c, a, b
			l.dayFirst, l.eitherWay = sign == '.', sign != '.'
		default:
			continue
		}
		l.take(i, 5)
		return true
	}
	return false
}

// markedDate reads 2026年3月10日 and 2026년 3월 10일.
func (l *line) markedDate() bool {
	for i := range l.tokens {
		if !l.is(i, "0a0a0a") || !l.digits(i, 4, 4) || !l.digits(i+2, 1, 2) || !l.digits(i+4, 1, 2) {
			continue
		}
		year, month := l.tokens[i+1].text, l.tokens[i+3].text
		if (year != "年" || month != "月") && (year != "년" || month != "월") {
			continue
		}
		l.year, l.first, l.second = l.tokens[i].n, l.tokens[i+2].n, l.tokens[i+4].n
		if day := l.tokens[i+5].text; day == "日" || day == "일" {
			l.take(i, 6)
			return true
		}
		l.take(i, 5) // a weekday without a space before it, behind the mark
		return true
	}
	return false
}

// namedDate reads a month's name with a day and a year around it.
func (l *line) namedDate() bool {
	at := l.month()
	if at < 0 {
		return false
	}
	month, _ := months.only(l.tokens[at].text)
	day, year := -1, -1
	for i := range l.tokens {
		switch {
		case l.digits(i, 1, 2) && day < 0:
			day = i
		case l.digits(i, 4, 4) && year < 0:
			year = i
		}
	}
	if day < 0 || year < 0 || l.tokens[at].text == "listopada" && l.is(day+1, ".") {
		return false // Polish writes no dot behind the day; Croatian does, and means October
	}
	l.year, l.first, l.second = l.tokens[year].n, month+1, l.tokens[day].n
	for _, i := range []int{at, day, year} {
		l.take(i, 1)
	}
	return true
}

// month returns the only token that is a month's name, -1 where there is none. A word that
// is a weekday's name as well is the month where nothing else is.
func (l *line) month() int {
	found, doubtful := -1, -1
	for i, t := range l.tokens {
		if _, ok := months.only(t.text); t.kind != 'a' || !ok {
			continue
		}
		switch {
		case weekdays[t.text] != 0:
			doubtful = i
		case found >= 0:
			return -1
		default:
			found = i
		}
	}
	if found < 0 {
		return doubtful
	}
	return found
}
