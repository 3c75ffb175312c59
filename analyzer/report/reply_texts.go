package report

// replyTexts holds the fixed words of a reply in one language.
type replyTexts struct {
	Hello, About, AboutUnnamed, Causes, Now, ForGood, Limits, Tell, Send, Close string
	OfPool, Effect, Risk, Rollback, Verify, Above                               string
}

func replyTextsOf(lang Lang) (*replyTexts, bool) {
	switch lang {
	case English:
		return englishReply(), true
	}
	return nil, false
}

func englishReply() *replyTexts {
	return &replyTexts{
		Hello:        "Hello,",
		About:        "the captures of %s show:",
		AboutUnnamed: "the captures show:",
		Causes:       "Most likely",
		Now:          "What to do now",
		ForGood:      "What to change for good",
		Limits:       "What is not known",
		Tell:         "Please tell us",
		Send:         "Please send",
		Close:        "Captures help most when they are taken while the failure lasts and before anything is restarted.",
		OfPool:       "%s (%s of the port pool)",
		Effect:       "Effect",
		Risk:         "Risk",
		Rollback:     "To roll back",
		Verify:       "Check",
		Above:        "(the command stands above)",
	}
}
